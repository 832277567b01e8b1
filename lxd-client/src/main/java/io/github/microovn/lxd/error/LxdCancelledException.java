package io.github.microovn.lxd.error;

import org.jspecify.annotations.Nullable;

/** The calling thread was interrupted, or the client was closed, before or during a call. The interrupt flag is set again. */
public final class LxdCancelledException extends LxdException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the error.
     *
     * @param attempt what was being tried
     * @param reason who ended it, for example {@code interrupted}
     * @param cause what the transport reported, where it did
     */
    public LxdCancelledException(Attempt attempt, String reason, @Nullable Throwable cause) {
        super(attempt, sentence(attempt, reason), cause);
    }
}
