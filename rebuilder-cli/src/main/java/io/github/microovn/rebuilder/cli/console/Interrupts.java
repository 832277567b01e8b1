package io.github.microovn.rebuilder.cli.console;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where the wish to stop comes from: the signals of this process, or a test. */
@FunctionalInterface
public interface Interrupts {

    /** What is wished. */
    enum Wish {
        /** Ctrl-C: end what is running. */
        STOP,
        /** The process is asked to end, or its terminal has gone. */
        LEAVE
    }

    /** Ends the delivery of wishes. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Delivers every wish, from a thread of its own, until the registration is closed.
     *
     * @param receiver told of each wish; must not block
     * @return what ends the delivery
     */
    Registration deliverTo(Consumer<? super Wish> receiver);

    /**
     * Delivers every wish while some work is done.
     *
     * @param receiver told of each wish; must not block
     * @param work the work
     * @param <T> what the work yields
     * @return what it yields
     */
    default <T> T during(Consumer<? super Wish> receiver, Supplier<T> work) {
        Registration registration = deliverTo(receiver);
        try {
            return work.get();
        } finally {
            registration.close();
        }
    }

    /**
     * The signals of this process: SIGINT, SIGTERM, SIGHUP.
     *
     * @return the source
     */
    static Interrupts ofProcess() {
        return receiver -> {
            Registration interrupt = Signals.handle("INT", () -> receiver.accept(Wish.STOP));
            Registration terminate = Signals.handle("TERM", () -> receiver.accept(Wish.LEAVE));
            Registration hangUp = Signals.handle("HUP", () -> receiver.accept(Wish.LEAVE));
            return () -> {
                interrupt.close();
                terminate.close();
                hangUp.close();
            };
        };
    }
}
