package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import io.github.microovn.rebuilder.Rebuilder;
import io.github.microovn.rebuilder.cli.console.Answer;
import java.util.List;

/** Says what a deployment would do. */
final class PlanCommand extends LookCommand {

    @Parameter(
            names = "--all",
            order = 70,
            description = "With files that differ on a host, but were never deployed there")
    private boolean all;

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public String summary() {
        return "Say what deploy --no-build would do, and change nothing";
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example(
                        "plan -o ~/code/ovn -H lxd:movn1,lxd:movn2,lxd:movn3",
                        "Lists host by host which files would go there and which services would restart."),
                new Example(
                        "plan --json --exit-code -H lxd:movn1",
                        "The same as one JSON object, and exit code 10 when there is something to do."));
    }

    @Override
    Answer.Planned look(Rebuilder rebuilder) {
        return new Answer.Planned(rebuilder.plan(all));
    }
}
