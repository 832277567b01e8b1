package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.console.PlanTable;
import io.github.microovn.rebuilder.deploy.Plan;
import java.util.List;

/** Says what a deployment would do. */
final class PlanCommand implements Command {

    @ParametersDelegate
    private final SessionOptions options = new SessionOptions();

    @Parameter(
            names = "--all",
            order = 70,
            description = "With files that differ on a host, but were never deployed there")
    private boolean all;

    @Parameter(names = "--exit-code", order = 71, description = "End with 10 when something is pending")
    private boolean exitCode;

    @ParametersDelegate
    private final CommonOptions common = new CommonOptions();

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
        return List.of(new Example(
                "plan -o ~/code/ovn -H lxd:movn1,lxd:movn2,lxd:movn3",
                "Lists host by host which files would go there and which services would restart."));
    }

    @Override
    public List<String> notes() {
        return List.of(
                "Exit codes: 0 did it, also when there was nothing to do; 1 could not start; 2 wrong usage; 10 something is pending (--exit-code); 70 a bug of ours; 130 interrupted.");
    }

    @Override
    public CommonOptions common() {
        return common;
    }

    @Override
    public ExitCode run(Context context) {
        return new OneShot(context, common).run(own -> options.toRebuilder(own).onlyLooking(), rebuilder -> {
            Plan plan = rebuilder.plan(all);
            PlanTable.lines(plan, common.verbose).forEach(context.out()::line);
            return exitCode && plan.pending() ? ExitCode.PENDING : ExitCode.OK;
        });
    }
}
