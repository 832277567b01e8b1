package io.github.microovn.lxd.error;

import org.jspecify.annotations.Nullable;

/** The configuration of this machine does not say how to reach a server: no such remote, or a file of it is of no use. */
public final class LxdConfigurationException extends LxdException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the error.
     *
     * @param attempt what was being tried
     * @param reason what is wrong, where, and what to do
     * @param cause what was reported, where something was
     */
    public LxdConfigurationException(Attempt attempt, String reason, @Nullable Throwable cause) {
        super(attempt, "cannot " + attempt.action() + ": " + reason, cause);
    }
}
