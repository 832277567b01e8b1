package io.github.microovn.rebuilder.cli.command;

import io.github.microovn.rebuilder.cli.console.ExitCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Turns a command line and the environment into a command that can be run. Immutable. */
public final class CommandLine {

    private static final Set<String> YES = Set.of("1", "true", "yes", "on");
    private static final Set<String> NO = Set.of("", "0", "false", "no", "off");

    private final List<Supplier<Command>> commands;

    /** Knows all commands. */
    public CommandLine() {
        this(all());
    }

    /** All commands, what runs without a name first. */
    private static List<Supplier<Command>> all() {
        return List.of(
                LoopCommand::new,
                DeployCommand::new,
                PlanCommand::new,
                StatusCommand::new,
                UndoCommand::new,
                RestoreCommand::new,
                DoctorCommand::new,
                LogsCommand::new,
                ClusterCommand::new,
                ConnectorsCommand::new,
                SourceCommand::new,
                DemoCommand::new,
                () -> new CompletionCommand(CommandLine::candidates),
                () -> new VersionCommand(CommandLine::candidates));
    }

    /** All commands with their options. */
    static List<Candidate> candidates() {
        return all().stream().map(command -> new Candidate(command.get())).toList();
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
        List<Candidate> all =
                commands.stream().map(command -> new Candidate(command.get())).toList();
        Candidate chosen = select(arguments, all);
        Arguments read = Arguments.read(arguments, chosen.options());
        bind(chosen, read.settings(), environment);
        Command command = chosen.command();
        CommonOptions common = command.common();
        if (common.help) {
            return explanation(HelpText.of(command, chosen.options(), chosen == all.get(0) ? others(all) : List.of()));
        }
        refuseOtherVerbs(command, read);
        if (common.quiet && common.verbose) {
            throw new UsageException("Options -v/--verbose and -q/--quiet exclude each other.");
        }
        if (common.json() && !command.writesJson()) {
            throw new UsageException("-O json is for "
                    + all.stream()
                            .filter(candidate -> candidate.command().writesJson())
                            .map(candidate -> candidate.name().isEmpty() ? "the loop" : candidate.name())
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        return new Invocation(command::run, common.plain(), common.rich(), common.debug);
    }

    /** An option that has no meaning for what is to be done was meant for something else. A variable may stand there for all. */
    private static void refuseOtherVerbs(Command command, Arguments read) {
        String verb = read.words().stream().skip(1).findFirst().orElse("");
        if (!command.verbs().contains(verb)) {
            return;
        }
        for (Arguments.Setting setting : read.settings()) {
            List<String> fitting = setting.option().verbs(command.verbs());
            if (!fitting.contains(verb)) {
                String name = command.name() + " ";
                throw new UsageException("Option " + setting.option().label() + " is for '" + name
                        + String.join("' and '" + name, fitting) + "', not for '" + name + verb + "'.");
            }
        }
    }

    private static List<Command> others(List<Candidate> all) {
        return all.stream().skip(1).map(Candidate::command).toList();
    }

    private static Invocation explanation(List<String> lines) {
        return new Invocation(
                context -> {
                    lines.forEach(context.out()::line);
                    return ExitCode.OK;
                },
                true,
                false,
                false);
    }

    private static Candidate select(List<String> arguments, List<Candidate> known) {
        Optional<Candidate> first = arguments.stream().findFirst().flatMap(word -> named(word, known));
        if (arguments.size() == 1 && first.isPresent()) {
            return first.get();
        }
        if (isNothingButOptions(arguments, known.get(0))) {
            return known.get(0);
        }
        // An option's value must not be taken for the command's name, whichever command the option is of.
        List<Option> options = known.stream()
                .flatMap(candidate -> candidate.options().stream())
                .distinct()
                .toList();
        List<String> words = Arguments.words(arguments, options);
        if (words.isEmpty()) {
            return known.get(0);
        }
        String word = words.get(0);
        Candidate candidate = named(word, known)
                .orElseThrow(
                        () -> new UsageException("Unknown command '" + word + "'." + advice(word, known, options)));
        Words rest = candidate.command().words();
        if (rest.allowed()) {
            rest.accept(words.subList(1, words.size()));
        } else if (words.size() > 1) {
            throw new UsageException(
                    "Command '" + candidate.name() + "' takes no arguments, got '" + words.get(1) + "'.");
        }
        return candidate;
    }

    /** Whether a line without a command's name was typed: then the options of the other commands need no look. */
    private static boolean isNothingButOptions(List<String> arguments, Candidate loop) {
        try {
            return Arguments.words(arguments, loop.options()).isEmpty();
        } catch (UsageException e) {
            return false;
        }
    }

    private static Optional<Candidate> named(String word, List<Candidate> known) {
        return known.stream().filter(candidate -> candidate.name().equals(word)).findFirst();
    }

    private static String advice(String word, List<Candidate> known, List<Option> options) {
        if (word.indexOf(':') > 0) {
            return " Hosts follow -H: -H " + word;
        }
        var words = new ArrayList<String>();
        known.stream().map(Candidate::name).filter(name -> !name.isEmpty()).forEach(words::add);
        options.stream().flatMap(option -> option.names().stream()).forEach(words::add);
        return Suggestion.of(word, words);
    }

    private static void bind(Candidate command, List<Arguments.Setting> given, Map<String, String> environment) {
        Set<String> done = new HashSet<>();
        for (var setting : given) {
            Option option = setting.option();
            // JCommander unsets a flag that it meets for the second time.
            if (done.add(option.longName()) || option.takesValue()) {
                command.set(option, setting.value(), option.label());
            }
        }
        for (Option option : command.options()) {
            for (String variable : option.variables()) {
                String value = environment.getOrDefault(variable, "");
                if (!value.isEmpty() && !done.contains(option.longName()) && wanted(option, variable, value)) {
                    command.set(option, value, variable);
                    done.add(option.longName());
                }
            }
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
