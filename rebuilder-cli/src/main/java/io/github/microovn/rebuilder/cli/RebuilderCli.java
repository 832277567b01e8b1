package io.github.microovn.rebuilder.cli;

import io.github.microovn.rebuilder.cli.command.CommandLine;
import io.github.microovn.rebuilder.cli.command.Context;
import io.github.microovn.rebuilder.cli.command.Invocation;
import io.github.microovn.rebuilder.cli.command.UsageException;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.console.Interrupts;
import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.cli.console.Streams;
import io.github.microovn.rebuilder.error.SelectionException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program as a function: arguments, streams and variables in, an exit code out. */
public final class RebuilderCli {

    private final Interrupts interrupts;

    /**
     * Makes the program.
     *
     * @param interrupts how a user stops what runs
     */
    public RebuilderCli(Interrupts interrupts) {
        this.interrupts = interrupts;
    }

    /**
     * Does what a command line asks for.
     *
     * @param arguments what follows the program's name
     * @param streams what is read and written
     * @param environment the variables
     * @return how it ended
     */
    public ExitCode run(List<String> arguments, Streams streams, Map<String, String> environment) {
        var errors = new Output(streams.err());
        boolean debug = arguments.contains("--debug");
        try {
            Invocation invocation = new CommandLine().parse(arguments, environment);
            debug = invocation.debug();
            DebugLog.configure(debug, errors);
            var output = new Output(streams.out(), invocation.plain() ? Optional.empty() : streams.device());
            errors.besides(output);
            if (invocation.rich() && output.terminal().isEmpty()) {
                errors.line("microovn-rebuilder: -O rich needs a terminal that is not dumb, and no NO_COLOR;"
                        + " the output is plain");
            }
            return invocation.action().run(new Context(streams, output, errors, environment, interrupts));
        } catch (UsageException | SelectionException e) {
            errors.line("microovn-rebuilder: " + e.getMessage());
            errors.line("Try 'microovn-rebuilder --help'.");
            return ExitCode.USAGE;
        } catch (RuntimeException | Error e) {
            new CrashReport(e).write(errors, environment, debug);
            return ExitCode.BUG;
        }
    }
}
