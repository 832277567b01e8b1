package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.session.Session;
import io.github.microovn.rebuilder.error.ConfigurationException;
import io.github.microovn.rebuilder.error.StartException;
import java.util.List;

/** Rebuilds and deploys on every Enter: what runs when no command is named. */
final class LoopCommand implements Command {

    @ParametersDelegate
    private final SessionOptions options = new SessionOptions();

    @Parameter(
            names = {"-w", "--watch"},
            order = 70,
            description = "Build and deploy also whenever a source is saved")
    private boolean watch;

    @Parameter(
            names = "--restore-on-exit",
            order = 75,
            description = "At the end put back on every host what was there before this program came")
    private boolean restoreOnExit;

    @ParametersDelegate
    private final JsonOptions common = new JsonOptions();

    @Parameter(names = "--version", help = true, order = 150, description = "Print the version")
    private boolean version;

    @Override
    public String name() {
        return "";
    }

    @Override
    public String summary() {
        return "edit OVN, press Enter, the MicroOVN cluster runs it";
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example(
                        "demo", "Show the whole loop on three simulated instances. Needs nothing but Java and make."),
                new Example(
                        "-o ~/code/ovn -H lxd:movn1,lxd:movn2,lxd:movn3",
                        "On every Enter: run make in ~/code/ovn, bring the programs it changed to three LXD instances and"
                                + " restart their services there."),
                new Example(
                        "-c my.yaml -o ~/code/ovn -H lxd:movn1 -H lxd:movn2 -j4",
                        "The same for the files that my.yaml names, with four jobs of make at a time."),
                new Example(
                        "--watch -o ~/code/ovn -H lxd:movn1",
                        "Also without Enter, whenever a source in ~/code/ovn is saved."));
    }

    @Override
    public List<String> notes() {
        return List.of(
                "At the prompt: Enter builds and deploys, a deploys all that differs, s shows the status, u undoes the last"
                        + " round; q, Ctrl-C or Ctrl-D ends. During a round Ctrl-C ends the round, a"
                        + " second one the program.",
                "With -w, or after w at the prompt, a round begins by itself when a *.c, *.h, *.ovsschema, *.at or automake.mk of"
                        + " the source tree is saved and nothing more is for 300 ms. What make generates and editors leave"
                        + " beside it does not count; what is saved during a build is in the next one. The end of the"
                        + " input, as from </dev/null, ends the program all the same.",
                "Every long option but --help and --version can come from the environment, such as"
                        + " MICROOVN_REBUILDER_HOSTS=lxd:movn1 or MICROOVN_REBUILDER_OVN_SRC; the command line prevails.",
                "Exit codes: 0 ended by the user; 1 could not start, because of the configuration or a host; 2 wrong usage;"
                        + " 70 a bug of ours.");
    }

    @Override
    public CommonOptions common() {
        return common;
    }

    @Override
    public ExitCode run(Context context) {
        if (version) {
            return new VersionCommand(List::of).run(context);
        }
        try {
            var session = new Session(context.streams(), common.talk(context), context.interrupts());
            session.run(
                    options.toRebuilder(context).restoreOnClose(restoreOnExit).build(),
                    common.renderer(context.out()),
                    watch);
            return ExitCode.OK;
        } catch (ConfigurationException | StartException e) {
            String.valueOf(e.getMessage()).lines().forEach(context.err()::line);
            return ExitCode.CANNOT_START;
        }
    }
}
