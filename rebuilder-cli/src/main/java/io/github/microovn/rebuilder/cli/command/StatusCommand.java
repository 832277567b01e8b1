package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.console.StatusTable;
import io.github.microovn.rebuilder.deploy.ClusterStatus;
import java.util.List;

/** Says how the hosts are. */
final class StatusCommand implements Command {

    @ParametersDelegate
    private final SessionOptions options = new SessionOptions();

    @Parameter(names = "--exit-code", order = 70, description = "End with 10 when something is pending")
    private boolean exitCode;

    @ParametersDelegate
    private final CommonOptions common = new CommonOptions();

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
        return List.of(new Example(
                "status -o ~/code/ovn -H lxd:movn1,lxd:movn2,lxd:movn3",
                "A line for every target, with a column for every host, and one for every service."));
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
            ClusterStatus status = rebuilder.status();
            StatusTable.lines(status).forEach(context.out()::line);
            return exitCode && status.pending() ? ExitCode.PENDING : ExitCode.OK;
        });
    }
}
