package io.github.microovn.lxd.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something did not end within its deadline. */
public final class LxdTimeoutException extends LxdException {
    private static final long serialVersionUID = 1L;

    private final transient Duration deadline;

    /**
     * Creates the error.
     *
     * @param attempt what was being tried
     * @param deadline how long it was given
     * @param consequence what became of it, for example {@code the command was killed}
     * @param cause what the transport reported, where it did
     */
    public LxdTimeoutException(Attempt attempt, Duration deadline, String consequence, @Nullable Throwable cause) {
        super(attempt, sentence(attempt, "not done within " + text(deadline) + "; " + consequence), cause);
        this.deadline = deadline;
    }

    /** {@return how long it was given} */
    public Duration deadline() {
        return deadline;
    }

    private static String text(Duration deadline) {
        long millis = deadline.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
