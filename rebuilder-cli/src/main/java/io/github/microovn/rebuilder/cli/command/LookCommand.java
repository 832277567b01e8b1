package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.Rebuilder;
import io.github.microovn.rebuilder.cli.console.Answer;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import java.util.List;

/** Looks at the hosts and changes nothing: what {@link PlanCommand} and {@link StatusCommand} have in common. */
abstract sealed class LookCommand implements Command permits PlanCommand, StatusCommand {

    @ParametersDelegate
    private final SessionOptions options = new SessionOptions();

    @Parameter(names = "--exit-code", order = 71, description = "End with 10 when something is pending")
    private boolean exitCode;

    @ParametersDelegate
    private final JsonOptions common = new JsonOptions();

    /** What is found. */
    abstract Answer.Found look(Rebuilder rebuilder);

    @Override
    public List<String> notes() {
        return List.of(
                "Exit codes: 0 did it, also when there was nothing to do; 1 could not start; 2 wrong usage; 10 something is"
                        + " pending (--exit-code); 70 a bug of ours; 130 interrupted.");
    }

    @Override
    public CommonOptions common() {
        return common;
    }

    @Override
    public ExitCode run(Context context) {
        var once = new OneShot(context, common);
        return once.run(own -> options.toRebuilder(own).onlyLooking(), rebuilder -> {
            Answer.Found found = look(rebuilder);
            once.answer(found);
            return exitCode && found.pending() ? ExitCode.PENDING : ExitCode.OK;
        });
    }
}
