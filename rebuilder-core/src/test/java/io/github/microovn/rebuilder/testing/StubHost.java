package io.github.microovn.rebuilder.testing;

import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.result.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A host that answers what a test says, for answers that a real script gives only where the kernel plays along. */
public final class StubHost implements Host {

    private final Function<Command, CommandResult> answers;
    private final List<Command> commands = new ArrayList<>();

    public StubHost(Function<Command, CommandResult> answers) {
        this.answers = answers;
    }

    /** Answers every command with the same output. */
    public static StubHost saying(int exitCode, String stdout, String stderr) {
        return new StubHost(command -> new CommandResult(exitCode, stdout, stderr));
    }

    public List<Command> commands() {
        return commands;
    }

    @Override
    public String name() {
        return "stub";
    }

    @Override
    public String description() {
        return "stub host";
    }

    @Override
    public CommandResult run(Command command) {
        commands.add(command);
        return answers.apply(command);
    }

    @Override
    public void put(Path source, String remotePath, int mode) {
        throw new HostStepException(name(), Step.UPLOAD, "the host's own words", null);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
