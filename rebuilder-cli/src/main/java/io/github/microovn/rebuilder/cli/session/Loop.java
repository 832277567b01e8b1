package io.github.microovn.rebuilder.cli.session;

import io.github.microovn.rebuilder.Rebuilder;
import io.github.microovn.rebuilder.RebuilderOptions;
import io.github.microovn.rebuilder.cli.console.Answer;
import io.github.microovn.rebuilder.cli.console.Input;
import io.github.microovn.rebuilder.cli.console.Interrupts;
import io.github.microovn.rebuilder.cli.console.Keys;
import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.cli.console.Prompt;
import io.github.microovn.rebuilder.cli.console.Renderer;
import io.github.microovn.rebuilder.cli.console.Streams;
import io.github.microovn.rebuilder.cli.console.Terminal;
import io.github.microovn.rebuilder.cli.session.Interruptible.Task;
import java.util.List;

/** Asks, runs a round, asks again, until the user leaves. */
final class Loop {

    private static final String QUESTION = "Press 'Enter' to rebuild and deploy OVN. (Ctrl-C for exit)";

    private static final List<String> HELP = List.of(
            "  Enter  build, and deploy what changed",
            "  a      build, and deploy all that differs",
            "  s      show what the hosts have, and how their services are",
            "  l      show what the services wrote since the last deployment",
            "  u      take back the last round",
            "  w      build whenever a source is saved, or no longer",
            "  q      quit; so do Ctrl-C and Ctrl-D here, and a second Ctrl-C during a round");

    private final RebuilderOptions options;
    private final Renderer renderer;
    private final Streams streams;
    private final Output output;
    private final Interrupts interrupts;
    private final boolean watch;
    private final Requests requests = new Requests(this::tellNext);
    private boolean asked;

    /**
     * Prepares the loop.
     *
     * @param options what the session works with
     * @param renderer shows what happens
     * @param streams where answers come from
     * @param output where questions and remarks go
     * @param interrupts how the user stops a round and leaves
     * @param watch whether sources are watched from the start
     */
    Loop(
            RebuilderOptions options,
            Renderer renderer,
            Streams streams,
            Output output,
            Interrupts interrupts,
            boolean watch) {
        this.options = options;
        this.renderer = renderer;
        this.streams = streams;
        this.output = output;
        this.interrupts = interrupts;
        this.watch = watch;
    }

    /**
     * Runs rounds until the user leaves, or nobody reads what is said.
     *
     * @param rebuilder the session whose rounds are run
     */
    void run(Rebuilder rebuilder) {
        var watching = new Watching(rebuilder, requests, output);
        if (watch) {
            watching.toggle();
        }
        try (Input input = input()) {
            boolean staying = true;
            while (staying && !renderer.broken()) {
                Request request = ask(input);
                staying = request != Request.END
                        && request != Request.QUIT
                        && !renderer.broken()
                        && new Interruptible(task(request, rebuilder, watching), output, interrupts).run();
            }
        }
    }

    /** Single keys where a terminal gives them, lines elsewhere. */
    private Input input() {
        return singleKeys()
                ? new Keys(streams.in(), key -> Request.ofKey(key).ifPresent(requests::add))
                : new Prompt(streams.in(), line -> requests.add(Request.ofLine(line)));
    }

    private boolean singleKeys() {
        return output.terminal().map(Terminal::taken).orElse(false);
    }

    private void tellNext(List<Request> waiting) {
        renderer.next(waiting.stream().map(Request::words).toList());
    }

    private Task task(Request request, Rebuilder rebuilder, Watching watching) {
        Runnable ending = () -> {
            requests.forget();
            rebuilder.interrupt();
        };
        return switch (request) {
            case ALL -> new Task("round", () -> rebuilder.deploy(true, true), ending);
            case STATUS -> new Task("look", () -> renderer.answer(new Answer.Status(rebuilder.status())), ending);
            case UNDO -> new Task("round", () -> rebuilder.undo(false), ending);
            case LOGS -> {
                var journals = new RecentJournals(options, renderer, output);
                yield new Task("look", journals::show, journals::stop);
            }
            case HELP -> new Task("help", () -> HELP.forEach(output::line), ending);
            case WATCH -> new Task("help", watching::toggle, ending);
            case SAVED -> new Task("round", watching::round, ending);
            default -> new Task("round", rebuilder::round, ending);
        };
    }

    /** Every wish at the prompt is to leave. */
    private Request ask(Input input) {
        output.question(QUESTION);
        if (!asked) {
            input.ask();
        }
        Request request = interrupts.during(wish -> requests.add(Request.END), requests::take);
        // Whoever saved a source has not answered.
        asked = request == Request.SAVED;
        output.answered(echo(request));
        return request;
    }

    /** What the line of the question lacks: a terminal echoes lines, and Enter with them; a pipe needs no end of the line. */
    private String echo(Request request) {
        if (request == Request.END || request == Request.SAVED) {
            return "\n";
        }
        if (singleKeys()) {
            return request.key() + "\n";
        }
        boolean echoed = streams.terminal() || output.terminal().isPresent();
        return request == Request.QUIT && !echoed ? "\n" : "";
    }
}
