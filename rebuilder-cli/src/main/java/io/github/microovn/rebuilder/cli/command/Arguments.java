package io.github.microovn.rebuilder.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads a command line as users of getopt and argparse write it (abbreviated long options, {@code --jobs=4},
 * {@code -j4}, {@code -vh}) into settings of options, and refuses what no option is. JCommander alone takes a
 * mistyped option for an argument and knows none of these forms.
 */
final class Arguments {

    private final List<Option> options;
    private final boolean lenient;
    private final List<Setting> settings = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    /**
     * An option that was given.
     *
     * @param option which
     * @param value its value, empty for a flag
     */
    record Setting(Option option, String value) {}

    private Arguments(List<Option> options, boolean lenient) {
        this.options = options;
        this.lenient = lenient;
    }

    /**
     * Reads the command line of a command.
     *
     * @param arguments what the user typed
     * @param options the options of the command
     * @return what it says
     * @throws UsageException when it names an option there is not, or more than one by its abbreviation, or an option
     *     lacks its value
     */
    static Arguments read(List<String> arguments, List<Option> options) {
        return new Arguments(options, false).accept(arguments);
    }

    /**
     * Reads a command line while its command is unknown: an abbreviation may stand for several options.
     *
     * @param arguments what the user typed
     * @param options the options of all commands
     * @return the words that are not of an option
     * @throws UsageException when it names an option there is not, or an option lacks its value
     */
    static List<String> words(List<String> arguments, List<Option> options) {
        return new Arguments(options, true).accept(arguments).words;
    }

    private Arguments accept(List<String> arguments) {
        for (int i = 0; i < arguments.size(); ) {
            i += accept(arguments.get(i), arguments.subList(i + 1, arguments.size()));
        }
        return this;
    }

    /** What is not of an option. */
    List<String> words() {
        return words;
    }

    /** The options in the order they were given. */
    List<Setting> settings() {
        return settings;
    }

    /** Takes one argument, and those after it that belong to it; returns how many. */
    private int accept(String argument, List<String> rest) {
        if (argument.equals("--")) {
            words.addAll(rest);
            return 1 + rest.size();
        }
        if (argument.startsWith("--")) {
            return acceptLong(argument, rest);
        }
        if (argument.startsWith("-") && argument.length() > 1) {
            return acceptShort(argument, rest);
        }
        words.add(argument);
        return 1;
    }

    private int acceptLong(String argument, List<String> rest) {
        int equals = argument.indexOf('=');
        Option option = longOption(equals < 0 ? argument : argument.substring(0, equals));
        if (equals < 0) {
            return option.takesValue() ? add(option, rest) : add(option, "");
        }
        if (!option.takesValue()) {
            throw new UsageException("Option " + option.label() + " takes no value.");
        }
        return add(option, argument.substring(equals + 1));
    }

    private int acceptShort(String argument, List<String> rest) {
        if (exact("-" + argument).isPresent()) {
            throw unknown(argument);
        }
        for (int i = 1; i < argument.length(); i++) {
            String letter = "-" + argument.charAt(i);
            Option option = exact(letter).orElseThrow(() -> unknown(letter));
            if (option.takesValue()) {
                String value = argument.substring(i + 1);
                return value.isEmpty() ? add(option, rest) : add(option, value.replaceFirst("^=", ""));
            }
            add(option, "");
        }
        return 1;
    }

    private Option longOption(String name) {
        return exact(name).orElseGet(() -> {
            List<Option> matching =
                    having(candidate -> candidate.startsWith(name)).toList();
            if (matching.size() > 1 && !lenient) {
                throw new UsageException("Option '%s' can mean %s."
                        .formatted(
                                name,
                                String.join(
                                        " or ",
                                        matching.stream().map(Option::longName).toList())));
            }
            return matching.stream().findFirst().orElseThrow(() -> unknown(name));
        });
    }

    private Optional<Option> exact(String name) {
        return having(name::equals).findFirst();
    }

    private Stream<Option> having(Predicate<String> condition) {
        return options.stream().filter(option -> option.names().stream().anyMatch(condition));
    }

    private UsageException unknown(String name) {
        List<String> known =
                options.stream().flatMap(option -> option.names().stream()).toList();
        return new UsageException("Unknown option '" + name + "'." + Suggestion.of(name, known));
    }

    private int add(Option option, String value) {
        settings.add(new Setting(option, value));
        return 1;
    }

    /** The value is the next argument; what looks like an option is none. */
    private int add(Option option, List<String> rest) {
        if (rest.isEmpty() || (rest.get(0).startsWith("-") && rest.get(0).length() > 1)) {
            throw new UsageException("Option %s needs a value (%s).".formatted(option.label(), option.placeholder()));
        }
        return 1 + add(option, rest.get(0));
    }
}
