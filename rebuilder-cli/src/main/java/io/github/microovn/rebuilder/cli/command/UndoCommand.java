package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import java.util.List;

/** Takes the last round back. */
final class UndoCommand implements Command {

    @ParametersDelegate
    private final SessionOptions options = new SessionOptions();

    @Parameter(names = "--force", order = 70, description = "Also where somebody else has changed a file since")
    private boolean force;

    @ParametersDelegate
    private final CommonOptions common = new CommonOptions();

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
    public List<String> notes() {
        return List.of(
                "What was taken back is not deployed again until it changes, or with deploy --all.",
                "Exit codes: 0 did it, also when there was nothing to do; 1 could not start; 2 wrong usage; 4 a host failed; 5 done, but a service is not healthy; 70 a bug of ours; 130 interrupted.");
    }

    @Override
    public CommonOptions common() {
        return common;
    }

    @Override
    public boolean writesJson() {
        return true;
    }

    @Override
    public ExitCode run(Context context) {
        return new OneShot(context, common)
                .run(options::toRebuilder, rebuilder -> OneShot.exitCode(rebuilder, rebuilder.undo(force)));
    }
}
