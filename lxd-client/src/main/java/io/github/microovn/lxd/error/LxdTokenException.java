package io.github.microovn.lxd.error;

import org.jspecify.annotations.Nullable;

/** A trust token is not one, has expired, or was refused. */
public final class LxdTokenException extends LxdException {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    /** What is wrong with a token. */
    public enum Reason {
        /** It is not a trust token, or a part of one. */
        MALFORMED,
        /** Its time is over. */
        EXPIRED,
        /** The server does not know it: it was used or withdrawn, or its time is over there. */
        REFUSED
    }

    /**
     * Creates the error.
     *
     * @param attempt what was being tried
     * @param reason what is wrong
     * @param detail the same in words
     * @param cause what was reported, where something was
     */
    public LxdTokenException(Attempt attempt, Reason reason, String detail, @Nullable Throwable cause) {
        super(attempt, sentence(attempt, detail + "; get a new one by `lxc config trust add` on the server"), cause);
        this.reason = reason;
    }

    /** {@return what is wrong} */
    public Reason reason() {
        return reason;
    }
}
