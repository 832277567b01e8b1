package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.RebuilderOptions;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.config.Verification;
import java.util.List;

/** One round, for scripts. */
final class DeployCommand implements Command {

    @ParametersDelegate
    private final SessionOptions options = new SessionOptions();

    @Parameter(
            names = "--all",
            order = 70,
            description = "Also deploy files that differ on a host, but were never deployed there")
    private boolean all;

    @Parameter(names = "--no-build", order = 71, description = "Deploy what is there, without make")
    private boolean noBuild;

    @Parameter(
            names = "--force",
            order = 73,
            description = "Convert databases also to an older schema, which may lose what is in them")
    private boolean force;

    @Parameter(
            names = "--verify",
            order = 72,
            description = "Ask then whether a change of the northbound database reaches every chassis")
    private boolean verify;

    @Parameter(
            names = "--restore-on-exit",
            order = 75,
            description = "At the end put back on every host what was there before this program came")
    private boolean restoreOnExit;

    @ParametersDelegate
    private final JsonOptions common = new JsonOptions();

    @Override
    public String name() {
        return "deploy";
    }

    @Override
    public String summary() {
        return "Build and deploy once, for scripts and CI";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example(
                "deploy -o ~/code/ovn -H lxd:movn1,lxd:movn2,lxd:movn3",
                "One round: make, compare, deploy, restart, and wait until the services have run for a while."));
    }

    @Override
    public List<String> notes() {
        return List.of(
                "Exit codes: 0 did it, also when there was nothing to do; 1 could not start; 2 wrong usage; 3 the build failed; 4 a host failed; 5 deployed, but a service is not healthy; 70 a bug of ours; 130 interrupted.");
    }

    @Override
    public CommonOptions common() {
        return common;
    }

    @Override
    public ExitCode run(Context context) {
        return new OneShot(context, common)
                .run(this::read, rebuilder -> OneShot.exitCode(rebuilder, rebuilder.deploy(!noBuild, all, force)));
    }

    private RebuilderOptions.Builder read(Context context) {
        RebuilderOptions.Builder builder = options.toRebuilder(context).restoreOnClose(restoreOnExit);
        return verify ? builder.verify(Verification.SYNC) : builder;
    }
}
