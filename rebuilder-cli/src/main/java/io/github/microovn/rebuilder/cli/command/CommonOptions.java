package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import io.github.microovn.rebuilder.cli.console.Detail;

/** The options that every command has. */
public final class CommonOptions {

    @Parameter(
            names = {"-O", "--output"},
            placeholder = "FORMAT",
            converter = Values.OutputConverter.class,
            order = 100,
            description = "auto (default): a terminal also shows how long the build runs; or plain: nothing but lines")
    String output = Values.AUTO;

    @Parameter(
            names = {"-v", "--verbose"},
            order = 110,
            description = "Say more: times, sizes, hashes")
    boolean verbose;

    @Parameter(
            names = {"-q", "--quiet"},
            order = 120,
            description = "Say only what failed and what is pending")
    boolean quiet;

    @Parameter(names = "--debug", order = 130, description = "Show the stack trace of an unexpected error")
    boolean debug;

    @Parameter(
            names = {"-h", "--help"},
            help = true,
            order = 140,
            description = "Explain this command")
    boolean help;

    /** An instance with the defaults. */
    CommonOptions() {}

    Detail detail() {
        if (quiet) {
            return Detail.QUIET;
        }
        return verbose ? Detail.VERBOSE : Detail.NORMAL;
    }

    boolean plain() {
        return !output.equals(Values.AUTO);
    }
}
