package io.github.microovn.rebuilder.cli.command;

import io.github.microovn.rebuilder.cli.console.ExitCode;

/**
 * What a command line asks for.
 *
 * @param action what to do
 * @param plain whether nothing but lines is wanted, also on a terminal
 * @param rich whether more than lines is wanted wherever it can be had
 * @param debug whether an unexpected error is shown with its stack trace
 */
public record Invocation(Action action, boolean plain, boolean rich, boolean debug) {

    /** Something to do in a process. */
    @FunctionalInterface
    public interface Action {

        /**
         * Does it.
         *
         * @param context the process it runs in
         * @return how it ended
         */
        ExitCode run(Context context);
    }
}
