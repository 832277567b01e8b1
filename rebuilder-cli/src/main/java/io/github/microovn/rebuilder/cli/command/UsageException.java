package io.github.microovn.rebuilder.cli.command;

/** The command line was not understood. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Reports what was not understood.
     *
     * @param message one or more sentences for the user
     */
    public UsageException(String message) {
        super(message);
    }
}
