package io.github.microovn.rebuilder.cli.testing;

import io.github.microovn.rebuilder.cli.console.Interrupts;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Signals that a test sends. */
public final class FakeInterrupts implements Interrupts {

    private final List<Consumer<? super Wish>> receivers = new CopyOnWriteArrayList<>();

    /** Presses Ctrl-C. */
    public void ctrlC() {
        send(Wish.STOP);
    }

    /** Sends SIGTERM. */
    public void terminate() {
        send(Wish.LEAVE);
    }

    /** Whether nobody handles signals. */
    public boolean unhandled() {
        return receivers.isEmpty();
    }

    private void send(Wish wish) {
        receivers.forEach(receiver -> receiver.accept(wish));
    }

    @Override
    public Registration deliverTo(Consumer<? super Wish> receiver) {
        receivers.add(receiver);
        return () -> receivers.remove(receiver);
    }
}
