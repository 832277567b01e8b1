package io.github.microovn.lxd.error;

import org.jspecify.annotations.Nullable;

/** What answered does not speak the LXD API: not JSON, cut off, or without a part that must be there. */
public final class LxdProtocolException extends LxdException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the error.
     *
     * @param attempt what was being tried
     * @param reason what is wrong with the answer
     * @param cause what the decoder reported, where it did
     */
    public LxdProtocolException(Attempt attempt, String reason, @Nullable Throwable cause) {
        super(attempt, sentence(attempt, reason), cause);
    }
}
