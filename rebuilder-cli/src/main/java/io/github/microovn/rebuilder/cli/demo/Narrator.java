package io.github.microovn.rebuilder.cli.demo;

import io.github.microovn.rebuilder.cli.console.Answer;
import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.cli.console.Renderer;
import io.github.microovn.rebuilder.cli.demo.DemoCluster.Running;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.RoundEvent;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows after a round what became of the instances; the round itself is rendered as always. */
final class Narrator implements Renderer {

    private final Renderer renderer;
    private final Output output;
    private final boolean silent;
    private final DemoCluster cluster;
    private final Optional<Path> toEdit;
    private final List<Status> rounds = new ArrayList<>();
    private List<Running> before;

    /**
     * Prepares to narrate.
     *
     * @param renderer renders the rounds
     * @param output where explanations go
     * @param silent whether there are none
     * @param cluster the instances
     * @param toEdit the file that the user edits when it is their turn; none when the demo ends before
     */
    Narrator(Renderer renderer, Output output, boolean silent, DemoCluster cluster, Optional<Path> toEdit) {
        this.renderer = renderer;
        this.output = output;
        this.silent = silent;
        this.cluster = cluster;
        this.toEdit = toEdit;
        this.before = cluster.running();
    }

    /** Says something, if it is anything, between two empty lines. */
    void say(List<String> lines) {
        if (!silent && !lines.isEmpty()) {
            output.line("");
            lines.forEach(output::line);
            if (!lines.get(lines.size() - 1).isEmpty()) {
                output.line("");
            }
        }
    }

    /** How the rounds ended so far. */
    List<Status> rounds() {
        return rounds;
    }

    @Override
    public void order(List<String> names) {
        renderer.order(names);
    }

    @Override
    public void answer(Answer answer) {
        renderer.answer(answer);
    }

    @Override
    public boolean broken() {
        return renderer.broken();
    }

    @Override
    public void accept(Event event) {
        renderer.accept(event);
        if (event instanceof RoundEvent.Finished finished) {
            Status status = finished.result().status();
            rounds.add(status);
            var lines = new ArrayList<String>();
            if (status == Status.DEPLOYED) {
                lines.addAll(comparison());
            }
            if (rounds.size() == 1) {
                lines.add("Enter once more, with nothing edited: identical bytes move nothing and restart nothing.");
            } else if (rounds.size() == Demo.ROUNDS) {
                toEdit.ifPresent(file -> lines.addAll(List.of(
                        "Your turn: edit " + file, "and press Enter. Ctrl-C ends the demo and removes all of it.")));
            }
            say(lines);
        }
    }

    /** What every instance ran before the round, and what it runs now; an empty line ends it. */
    private List<String> comparison() {
        List<Running> after = cluster.running();
        var lines = new ArrayList<String>();
        lines.add("           ran       runs now  and says");
        for (int i = 0; i < after.size(); i++) {
            Running now = after.get(i);
            lines.add("  %-8s %-9s %-9s %s"
                    .formatted(now.instance(), before.get(i).shortHash(), now.shortHash(), now.says()));
        }
        lines.add("");
        before = after;
        return lines;
    }
}
