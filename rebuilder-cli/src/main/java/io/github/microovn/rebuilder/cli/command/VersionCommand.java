package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import java.util.List;
import java.util.Objects;

/** Prints the version. */
final class VersionCommand implements Command {

    @ParametersDelegate
    private final CommonOptions common = new CommonOptions();

    @Override
    public String name() {
        return "version";
    }

    @Override
    public String summary() {
        return "Print the version of this program and of its Java";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("version", "Print one line for a bug report."));
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public CommonOptions common() {
        return common;
    }

    @Override
    public ExitCode run(Context context) {
        // Only the jar knows the version; classes that a build has just compiled have none.
        String version =
                Objects.requireNonNullElse(VersionCommand.class.getPackage().getImplementationVersion(), "unpackaged");
        context.out().line("microovn-rebuilder " + version + ", Java " + Runtime.version());
        return ExitCode.OK;
    }
}
