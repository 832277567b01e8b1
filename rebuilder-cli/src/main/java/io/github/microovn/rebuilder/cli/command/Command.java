package io.github.microovn.rebuilder.cli.command;

import io.github.microovn.rebuilder.cli.console.ExitCode;
import java.util.List;

/** A command: what help says about it, its options as JCommander fields, and what it does. */
public interface Command {

    /**
     * A line to type and what it does.
     *
     * @param arguments what follows the program's name
     * @param effect what it does, in one or two sentences
     */
    record Example(String arguments, String effect) {}

    /**
     * The word that selects it.
     *
     * @return the name, empty for what runs without a command
     */
    String name();

    /**
     * What it does.
     *
     * @return one line, without a full stop
     */
    String summary();

    /**
     * Lines to type.
     *
     * @return the examples, the most useful first
     */
    List<Example> examples();

    /**
     * What a user should know beyond the options.
     *
     * @return paragraphs of one or more lines each; may be empty
     */
    List<String> notes();

    /**
     * What may follow its name and options, and takes what does.
     *
     * @return the same object each time, unless nothing may follow
     */
    default Words words() {
        return new Words("");
    }

    /**
     * What it can do, where its first argument says what of it. The description of an option that is not for all of them begins
     * with those it is for: {@code up, down: ...}.
     *
     * @return the words; empty for a command that does one thing
     */
    default List<String> verbs() {
        return List.of();
    }

    /**
     * Whether it can show what happens as JSON.
     *
     * @return false for a command whose output is for people alone
     */
    default boolean writesJson() {
        return common() instanceof JsonOptions;
    }

    /**
     * The options it shares with all commands.
     *
     * @return the fields that they are in
     */
    CommonOptions common();

    /**
     * Does it.
     *
     * @param context the process it runs in
     * @return how it ended
     */
    ExitCode run(Context context);
}
