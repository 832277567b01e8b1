package io.github.microovn.rebuilder.cli.session;

import io.github.microovn.rebuilder.Rebuilder;
import io.github.microovn.rebuilder.cli.console.Interrupts;
import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.cli.console.Prompt;
import io.github.microovn.rebuilder.cli.console.StatusTable;
import io.github.microovn.rebuilder.cli.console.Streams;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Asks, runs a round, asks again, until the user leaves. */
public final class Loop {

    private static final String QUESTION = "Press 'Enter' to rebuild and deploy OVN. (Ctrl-C for exit)";

    private final Streams streams;
    private final Output output;
    private final Interrupts interrupts;

    /**
     * Prepares the loop.
     *
     * @param streams where answers come from
     * @param output where questions go
     * @param interrupts how the user stops a round and leaves
     */
    public Loop(Streams streams, Output output, Interrupts interrupts) {
        this.streams = streams;
        this.output = output;
        this.interrupts = interrupts;
    }

    /**
     * Runs rounds until the user leaves, or nobody reads what is said.
     *
     * @param rebuilder the session whose rounds are run
     */
    public void run(Rebuilder rebuilder) {
        BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
        try (var prompt = new Prompt(streams.in(), answers::add)) {
            boolean staying = true;
            while (staying && !output.broken()) {
                Optional<String> answer = ask(prompt, answers);
                staying = answer.isPresent()
                        && !output.broken()
                        && new InterruptibleRound(rebuilder, () -> obey(answer.get(), rebuilder), output, interrupts)
                                .run();
            }
        }
    }

    /** Letters mean something else than a round; whatever else was typed does not matter. */
    private void obey(String answer, Rebuilder rebuilder) {
        switch (answer) {
            case "a" -> rebuilder.deploy(true, true);
            case "s" -> StatusTable.lines(rebuilder.status()).forEach(output::line);
            case "u" -> rebuilder.undo(false);
            default -> rebuilder.round();
        }
    }

    /** Every wish at the prompt is to leave: nothing is returned then. */
    private Optional<String> ask(Prompt prompt, BlockingQueue<Optional<String>> answers) {
        output.text(QUESTION);
        prompt.ask();
        Optional<String> answer = interrupts.during(wish -> answers.add(Optional.empty()), () -> next(answers));
        boolean leaving = answer.isEmpty() || answer.get().strip().equals("q");
        // A terminal echoes the Enter after a q, and nothing else ends the question's line.
        if (leaving && (answer.isEmpty() || !streams.terminal())) {
            output.line("");
        }
        return leaving ? Optional.empty() : answer.map(String::strip);
    }

    private static Optional<String> next(BlockingQueue<Optional<String>> answers) {
        try {
            return answers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
