package io.github.microovn.rebuilder.cli.command;

import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.cli.console.Prompt;
import io.github.microovn.rebuilder.error.CancelledException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A question that is answered with yes, or with anything else. */
final class Confirmation {

    private final Context context;
    private final Output output;

    Confirmation(Context context, Output output) {
        this.context = context;
        this.output = output;
    }

    /**
     * Asks.
     *
     * @param question what is wanted, as a question
     * @return whether it was answered with yes
     * @throws CancelledException when the thread is interrupted before there is an answer
     */
    boolean of(String question) {
        BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
        var prompt = new Prompt(context.streams().in(), answers::add);
        try {
            output.text(question + " [y/N] ");
            prompt.ask();
            String answer = answers.take().orElse("").strip().toLowerCase(Locale.ROOT);
            return answer.equals("y") || answer.equals("yes");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            output.text("\n");
            throw new CancelledException("the question", e);
        } finally {
            prompt.close();
        }
    }
}
