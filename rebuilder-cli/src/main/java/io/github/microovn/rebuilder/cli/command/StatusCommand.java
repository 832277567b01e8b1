package io.github.microovn.rebuilder.cli.command;

import io.github.microovn.rebuilder.Rebuilder;
import io.github.microovn.rebuilder.cli.console.Answer;
import java.util.List;

/** Says how the hosts are. */
final class StatusCommand extends LookCommand {

    @Override
    public String name() {
        return "status";
    }

    @Override
    public String summary() {
        return "Say what every host has of what is here, and how its services are";
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example(
                        "status -o ~/code/ovn -H lxd:movn1,lxd:movn2,lxd:movn3",
                        "A line for every target, with a column for every host, and one for every service."),
                new Example("status --json -H lxd:movn1", "The same as one JSON object."));
    }

    @Override
    Answer.Status look(Rebuilder rebuilder) {
        return new Answer.Status(rebuilder.status());
    }
}
