package io.github.microovn.rebuilder.cli.command;

import io.github.microovn.rebuilder.Rebuilder;
import io.github.microovn.rebuilder.result.RoundResult;
import java.util.List;

/** Takes everything back. */
final class RestoreCommand extends TakeBackCommand {

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public String summary() {
        return "Put back on every host what was there before this program came";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example(
                "restore -o ~/code/ovn -H lxd:movn1,lxd:movn2,lxd:movn3",
                "Puts every file back as it was, with its permissions and owner, and removes what was not there."));
    }

    @Override
    RoundResult takeBack(Rebuilder rebuilder, boolean anyway) {
        return rebuilder.restore(anyway);
    }
}
