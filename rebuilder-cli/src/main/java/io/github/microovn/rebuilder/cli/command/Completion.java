package io.github.microovn.rebuilder.cli.command;

import io.github.microovn.rebuilder.config.ConfigLoader;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.host.Connector;
import io.github.microovn.rebuilder.host.Connectors;
import io.github.microovn.rebuilder.service.ServiceRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a script that has a shell complete command lines, from the same commands and options that a command line is read by.
 * What changes with the machine, such as the names of instances, is looked up by the script when it is wanted, without Java.
 */
abstract sealed class Completion permits BashCompletion, ZshCompletion, FishCompletion {

    static final String FILE = "file";
    static final String DIRECTORY = "directory";
    static final String SERVICES = "services";

    /** Before the words that there are. */
    static final String WORDS = "words:";

    /** What the values of options are, by the options' long names or else by their placeholders; others are not known. */
    private static final Map<String, String> KINDS = Map.of(
            "--remote-path",
            WORDS + "/root/squashfs-root/ auto",
            "--since",
            WORDS + "deploy today yesterday 10m 1h 1d",
            "FILE",
            FILE,
            "DIR",
            DIRECTORY,
            "SPEC,...",
            "hosts",
            "SPEC",
            "hosts",
            "HOST,...",
            "names",
            "TARGET,...",
            "targets",
            "FORMAT",
            WORDS + String.join(" ", Values.OUTPUTS));

    private final List<Candidate> commands;

    /**
     * Completes commands.
     *
     * @param commands all commands, what runs without a name first
     */
    Completion(List<Candidate> commands) {
        this.commands = List.copyOf(commands);
    }

    /** The script. */
    abstract String script();

    final List<Candidate> commands() {
        return commands;
    }

    /** The commands that have names. */
    final Stream<Candidate> named() {
        return commands.stream().filter(command -> !command.name().isEmpty());
    }

    final String names() {
        return named().map(Candidate::name).collect(Collectors.joining(" "));
    }

    /** What an option's value is; empty for a flag. */
    static String kind(Option option) {
        if (!option.takesValue()) {
            return "";
        }
        return KINDS.getOrDefault(option.longName(), KINDS.getOrDefault(option.placeholder(), "other"));
    }

    /** What may follow a command: {@code [SERVICE...]}, {@code [DIR]}, or one of some words. */
    static String arguments(Candidate candidate) {
        String arguments = candidate.command().words().usage();
        if (arguments.contains("SERVICE")) {
            return SERVICES;
        }
        if (arguments.contains("DIR")) {
            return DIRECTORY;
        }
        return arguments.contains("|") ? WORDS + arguments.replace('|', ' ') : "";
    }

    /** The words of a kind that is words; nothing for another. */
    static String words(String kind) {
        return kind.startsWith(WORDS) ? kind.substring(WORDS.length()) : "";
    }

    /** The POSIX shell's commands that look up what is on a machine. */
    static String lookup() {
        Set<String> services = new TreeSet<>(ServiceRules.builtIn());
        List<Target> targets = ConfigLoader.builtIn().targets();
        targets.forEach(target -> services.addAll(target.services()));
        return Resource.text("/completion/lookup.sh")
                .replace("@TARGETS@", targets.stream().map(Target::localPath).collect(Collectors.joining(" ")))
                .replace("@SERVICES@", String.join(" ", services))
                .strip();
    }

    /** The script of a shell, with what it has places for. */
    static String fill(String shell, Map<String, String> parts) {
        String script = Resource.text("/completion/completion." + shell);
        for (Map.Entry<String, String> part : parts.entrySet()) {
            script = script.replace("@" + part.getKey() + "@", part.getValue());
        }
        try (var connectors = Connectors.load()) {
            return script.replace(
                    "@SCHEMES@",
                    connectors.all().stream()
                            .map(Connector::scheme)
                            .map(scheme -> scheme + ":")
                            .collect(Collectors.joining(" ")));
        }
    }
}
