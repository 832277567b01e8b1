package io.github.microovn.rebuilder.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignalsTest {

    /** A signal that does nothing to a process that does not handle it. */
    private static final String HARMLESS = "WINCH";

    @Test
    void runsTheActionUntilTheRegistrationIsClosed() throws Exception {
        var first = new CountDownLatch(1);
        var second = new CountDownLatch(1);
        Interrupts.Registration outer = Signals.handle(HARMLESS, first::countDown);
        Interrupts.Registration inner = Signals.handle(HARMLESS, second::countDown);

        raise();
        assertThat(second.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(first.getCount()).isEqualTo(1);

        inner.close();
        raise();
        assertThat(first.await(5, TimeUnit.SECONDS)).isTrue();
        outer.close();
    }

    @Test
    void aSignalThatCannotBeHandledIsLeftAlone() {
        Signals.handle("KILL", () -> {}).close();
    }

    private static void raise() throws Exception {
        Class<?> type = Class.forName("sun.misc.Signal");
        type.getMethod("raise", type)
                .invoke(null, type.getConstructor(String.class).newInstance(HARMLESS));
    }
}
