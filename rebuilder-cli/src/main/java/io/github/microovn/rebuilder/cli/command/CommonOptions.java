package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import io.github.microovn.rebuilder.cli.console.Detail;
import io.github.microovn.rebuilder.cli.console.JsonRenderer;
import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.cli.console.PlainRenderer;
import io.github.microovn.rebuilder.cli.console.Renderer;
import io.github.microovn.rebuilder.cli.console.RichRenderer;
import java.time.Clock;

/** The options that every command has. */
public sealed class CommonOptions permits JsonOptions {

    @Parameter(
            names = {"-O", "--output"},
            placeholder = "FORMAT",
            converter = Values.OutputConverter.class,
            order = 100,
            description =
                    "auto (default): rich on a terminal, plain elsewhere; rich: also what is going on, redrawn in place; plain:"
                            + " nothing but lines; json: an event a line")
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

    boolean json() {
        return output.equals(Values.JSON);
    }

    /** What shows events in the wanted format. */
    Renderer renderer(Output out) {
        if (json()) {
            return new JsonRenderer(out, Clock.systemUTC());
        }
        return out.terminal()
                .<Renderer>map(terminal -> new RichRenderer(out, terminal, detail(), System::nanoTime))
                .orElseGet(() -> new PlainRenderer(out, detail()));
    }

    /** Where questions and remarks go that no program reads. */
    Output talk(Context context) {
        return json() ? context.err() : context.out();
    }

    boolean plain() {
        return !output.equals(Values.AUTO) && !rich();
    }

    /** Whether the user asked for more than lines. */
    boolean rich() {
        return output.equals(Values.RICH);
    }
}
