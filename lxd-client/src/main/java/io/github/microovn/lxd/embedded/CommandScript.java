package io.github.microovn.lxd.embedded;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What happens instead of some commands of an {@link EmbeddedInstance}. It begins to count when {@link #answers} was called.
 */
public final class CommandScript {
    private final EmbeddedCommands scripts;
    private final Predicate<? super EmbeddedCommand> commands;
    private int left = Integer.MAX_VALUE;
    private @Nullable Function<? super EmbeddedCommand, CommandAnswer> handler;

    CommandScript(EmbeddedCommands scripts, Predicate<? super EmbeddedCommand> commands) {
        this.scripts = scripts;
        this.commands = commands;
    }

    /**
     * Counts for some commands only; those after them run as if there was no script.
     *
     * @param count for how many
     * @return this script
     */
    public CommandScript times(int count) {
        left = count;
        return this;
    }

    /**
     * Answers always the same.
     *
     * @param exitCode the exit code
     * @param stdout what is written to the standard output
     * @param stderr what is written to the standard error
     */
    public void answers(int exitCode, String stdout, String stderr) {
        CommandAnswer answer = new CommandAnswer(exitCode, stdout, stderr);
        answers(command -> answer);
    }

    /**
     * Answers what a function says. It is called in a thread of the server and may take its time; the command is not there
     * yet meanwhile, so that no signal reaches it. Its input is not read. An exception is the failure of the operation.
     *
     * @param newHandler makes the answer to a command
     */
    public void answers(Function<? super EmbeddedCommand, CommandAnswer> newHandler) {
        handler = newHandler;
        scripts.add(this);
    }

    /** Decides, and counts, whether this is about a command. */
    boolean takes(EmbeddedCommand command) {
        if (left <= 0 || !commands.test(command)) {
            return false;
        }
        left--;
        return true;
    }

    CommandAnswer answer(EmbeddedCommand command) {
        return Objects.requireNonNull(handler).apply(command);
    }
}
