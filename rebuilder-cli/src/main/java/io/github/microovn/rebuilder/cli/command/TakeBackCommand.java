package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.Rebuilder;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.result.RoundResult;
import java.util.List;

/** Puts back what was deployed over: what {@link UndoCommand} and {@link RestoreCommand} have in common. */
abstract sealed class TakeBackCommand implements Command permits RestoreCommand, UndoCommand {

    @ParametersDelegate
    private final SessionOptions options = new SessionOptions();

    @Parameter(
            names = "--force",
            order = 70,
            description = "Also where somebody else has changed a file since, and schemas with their databases")
    private boolean force;

    @ParametersDelegate
    private final JsonOptions common = new JsonOptions();

    /** Does it; {@code anyway}: also where somebody else has changed a file since. */
    abstract RoundResult takeBack(Rebuilder rebuilder, boolean anyway);

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
    public ExitCode run(Context context) {
        return new OneShot(context, common)
                .run(options::toRebuilder, rebuilder -> OneShot.exitCode(rebuilder, takeBack(rebuilder, force)));
    }
}
