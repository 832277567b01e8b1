package io.github.microovn.rebuilder.cli.command;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.ParameterException;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Turns a command line and the environment into a command that can be run. Immutable. */
public final class CommandLine {

    private static final Set<String> YES = Set.of("1", "true", "yes", "on");
    private static final Set<String> NO = Set.of("", "0", "false", "no", "off");

    private final List<Supplier<Command>> commands;

    /** Knows all commands. */
    public CommandLine() {
        this(List.of(LoopCommand::new, DemoCommand::new, VersionCommand::new));
    }

    /** The first command is the one that runs without a name. */
    CommandLine(List<Supplier<Command>> commands) {
        this.commands = List.copyOf(commands);
    }

    /**
     * Reads a command line.
     *
     * @param arguments what follows the program's name
     * @param environment the variables that stand for options that are not given
     * @return what to do
     * @throws UsageException when it cannot be understood
     */
    public Invocation parse(List<String> arguments, Map<String, String> environment) {
        List<Command> all = commands.stream().map(Supplier::get).toList();
        Command command = select(arguments, all);
        var parser = parserOf(command);
        List<Option> options = Option.all(parser.getParameters());
        bind(parser, Arguments.read(arguments, options).settings(), environment, options);
        CommonOptions common = command.common();
        if (common.help) {
            return explanation(
                    HelpText.of(command, options, command.name().isEmpty() ? all.subList(1, all.size()) : List.of()));
        }
        if (common.quiet && common.verbose) {
            throw new UsageException("Options -v/--verbose and -q/--quiet exclude each other.");
        }
        return new Invocation(command::run, common.plain(), common.debug);
    }

    private static Invocation explanation(List<String> lines) {
        return new Invocation(
                context -> {
                    lines.forEach(context.out()::line);
                    return ExitCode.OK;
                },
                true,
                false);
    }

    /** An option's value must not be taken for the command's name, whichever command the option is of. */
    private static Command select(List<String> arguments, List<Command> known) {
        Optional<Command> first = arguments.stream().findFirst().flatMap(word -> named(word, known));
        if (arguments.size() == 1 && first.isPresent()) {
            return first.get();
        }
        Set<Option> options = new LinkedHashSet<>();
        known.forEach(command -> options.addAll(Option.all(parserOf(command).getParameters())));
        List<String> words = Arguments.words(arguments, List.copyOf(options));
        if (words.isEmpty()) {
            return known.get(0);
        }
        String word = words.get(0);
        Command command = named(word, known)
                .orElseThrow(() -> new UsageException(
                        "Unknown command '" + word + "'." + Suggestion.of(word, wordsFor(known, options))));
        if (words.size() > 1) {
            throw new UsageException(
                    "Command '" + command.name() + "' takes no arguments, got '" + words.get(1) + "'.");
        }
        return command;
    }

    private static Optional<Command> named(String word, List<Command> known) {
        return known.stream().filter(candidate -> candidate.name().equals(word)).findFirst();
    }

    private static List<String> wordsFor(List<Command> commands, Set<Option> options) {
        var result = new ArrayList<String>();
        commands.stream().map(Command::name).filter(name -> !name.isEmpty()).forEach(result::add);
        options.stream().flatMap(option -> option.names().stream()).forEach(result::add);
        return result;
    }

    private static JCommander parserOf(Command command) {
        // "@file" is a file name like any other; of an option given twice the last one counts.
        var parser = JCommander.newBuilder()
                .addObject(command)
                .expandAtSign(false)
                .allowParameterOverwriting(true)
                .build();
        // Before it has parsed something it does not know its options.
        parser.parse();
        return parser;
    }

    private static void bind(
            JCommander parser, List<Arguments.Setting> given, Map<String, String> environment, List<Option> options) {
        Set<Option> done = new HashSet<>();
        for (var setting : given) {
            // JCommander unsets a flag that it meets for the second time.
            if (done.add(setting.option()) || setting.option().takesValue()) {
                set(parser, setting.option(), setting.value(), setting.option().label());
            }
        }
        for (Option option : options) {
            for (String variable : option.variables()) {
                String value = environment.getOrDefault(variable, "");
                if (!value.isEmpty() && !done.contains(option) && wanted(option, variable, value)) {
                    set(parser, option, value, variable);
                    done.add(option);
                }
            }
        }
    }

    private static void set(JCommander parser, Option option, String value, String source) {
        try {
            if (option.takesValue()) {
                parser.parse(option.longName(), value);
            } else {
                parser.parse(option.longName());
            }
        } catch (ParameterException e) {
            throw new UsageException(source + ": " + e.getMessage());
        }
    }

    /** A flag's variable says yes or no. */
    private static boolean wanted(Option option, String variable, String value) {
        String answer = value.toLowerCase(Locale.ROOT);
        if (option.takesValue() || YES.contains(answer)) {
            return true;
        }
        if (NO.contains(answer)) {
            return false;
        }
        throw new UsageException(variable + ": '" + value + "' is neither yes nor no (1 or 0).");
    }
}
