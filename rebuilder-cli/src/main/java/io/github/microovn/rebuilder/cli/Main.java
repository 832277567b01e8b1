package io.github.microovn.rebuilder.cli;

import io.github.microovn.rebuilder.cli.console.Interrupts;
import io.github.microovn.rebuilder.cli.console.Streams;
import java.util.List;

/** The command's entry point. */
public final class Main {

    private Main() {}

    /**
     * Runs the program and ends the process.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        var environment = System.getenv();
        var program = new RebuilderCli(Interrupts.ofProcess());
        System.exit(program.run(List.of(arguments), Streams.ofProcess(environment), environment)
                .number());
    }
}
