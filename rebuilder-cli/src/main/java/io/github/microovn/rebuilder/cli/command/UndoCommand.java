package io.github.microovn.rebuilder.cli.command;

import io.github.microovn.rebuilder.Rebuilder;
import io.github.microovn.rebuilder.result.RoundResult;
import java.util.List;

/** Takes the last round back. */
final class UndoCommand extends TakeBackCommand {

    @Override
    public String name() {
        return "undo";
    }

    @Override
    public String summary() {
        return "Take the last round back on every host that it changed";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example(
                "undo -o ~/code/ovn -H lxd:movn1,lxd:movn2,lxd:movn3",
                "Puts back what the last round replaced, and restarts the services that use it."));
    }

    @Override
    RoundResult takeBack(Rebuilder rebuilder, boolean anyway) {
        return rebuilder.undo(anyway);
    }
}
