package io.github.microovn.rebuilder.error;

import org.jspecify.annotations.Nullable;

/** The calling thread was interrupted while it waited; its interrupt flag is set. */
public final class CancelledException extends RebuilderException {

    private static final long serialVersionUID = 1L;

    /**
     * Reports an interrupted wait.
     *
     * @param what what was being done
     * @param cause what was underneath
     */
    public CancelledException(String what, @Nullable Throwable cause) {
        super(what + " was interrupted", cause);
    }
}
