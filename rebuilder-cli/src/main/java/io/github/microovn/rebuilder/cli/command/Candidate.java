package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.ParameterException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that may be the one that is meant. Its options are looked up when they are asked for: that costs a start. */
final class Candidate {

    private final Command command;
    private @Nullable JCommander parser;
    private List<Option> options = List.of();

    Candidate(Command command) {
        this.command = command;
    }

    Command command() {
        return command;
    }

    String name() {
        return command.name();
    }

    /** Its options in the order of its help. */
    List<Option> options() {
        parser();
        return options;
    }

    /**
     * Sets an option.
     *
     * @param option one of the options
     * @param value its value, without meaning for a flag
     * @param source where the value comes from
     */
    void set(Option option, String value, String source) {
        try {
            if (option.takesValue()) {
                parser().parse(option.longName(), value);
            } else {
                parser().parse(option.longName());
            }
        } catch (ParameterException e) {
            throw new UsageException(source + ": " + e.getMessage());
        }
    }

    private JCommander parser() {
        if (parser == null) {
            // "@file" is a file name like any other; of an option given twice the last one counts.
            parser = JCommander.newBuilder()
                    .addObject(command)
                    .expandAtSign(false)
                    .allowParameterOverwriting(true)
                    .build();
            // Before it has parsed something it does not know its options.
            parser.parse();
            options = Option.all(parser.getParameters());
        }
        return parser;
    }
}
