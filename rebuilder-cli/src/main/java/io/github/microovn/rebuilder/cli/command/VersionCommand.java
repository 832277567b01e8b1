package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.microovn.rebuilder.cli.console.Answer;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import java.util.List;
import java.util.function.Supplier;

/** Prints the version, and what goes with it. */
final class VersionCommand implements Command {

    @Parameter(
            names = "--schema",
            order = 10,
            description = "Print the JSON Schema (draft 2020-12) of the lines of -O json instead")
    private boolean schema;

    @Parameter(names = "--man-page", order = 11, description = "Print the source of the manual page instead")
    private boolean manPage;

    @ParametersDelegate
    private final JsonOptions common = new JsonOptions();

    private final Supplier<List<Candidate>> all;

    /** Describes the commands that there are when it is run. */
    VersionCommand(Supplier<List<Candidate>> all) {
        this.all = all;
    }

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
        return List.of(
                new Example("version", "Print one line for a bug report."),
                new Example(
                        "version --schema", "Print what the lines of -O json look like, for validators and people."),
                new Example("version --man-page | man -l -", "Read the manual where it is not installed."));
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
        if (schema) {
            Resource.text("/schema/events-1.json").lines().forEach(context.out()::line);
            return ExitCode.OK;
        }
        if (manPage) {
            new ManPage(all.get()).source(version()).lines().forEach(context.out()::line);
            return ExitCode.OK;
        }
        var answer = new Answer.Version(version(), Runtime.version().toString());
        common.renderer(context.out()).answer(answer);
        return ExitCode.OK;
    }

    /** Only the jar knows the version; classes that a build has just compiled have none. */
    static String version() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
