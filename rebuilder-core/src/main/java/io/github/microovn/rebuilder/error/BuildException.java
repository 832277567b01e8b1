package io.github.microovn.rebuilder.error;

import org.jspecify.annotations.Nullable;

/** The build could not be run at all; a build that ran and failed is a result, not this. */
public final class BuildException extends RebuilderException {

    private static final long serialVersionUID = 1L;

    /**
     * Reports a build that could not be run.
     *
     * @param message what was tried, where, why it failed and what to do
     * @param cause what was underneath
     */
    public BuildException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
