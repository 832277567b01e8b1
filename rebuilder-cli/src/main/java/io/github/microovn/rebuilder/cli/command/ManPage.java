package io.github.microovn.rebuilder.cli.command;

import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.host.Connector;
import io.github.microovn.rebuilder.host.Connectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the manual page, from the same commands and options that a command line is read by, and the prose between them. */
final class ManPage {

    private final List<Candidate> commands;
    private final List<Option> shared;

    /**
     * Describes commands.
     *
     * @param commands all commands, what runs without a name first
     */
    ManPage(List<Candidate> commands) {
        this.commands = List.copyOf(commands);
        this.shared = commands.get(0).options();
    }

    /**
     * The page.
     *
     * @param version the version of the program
     * @return its source, for man(1)
     */
    String source(String version) {
        Command loop = commands.get(0).command();
        List<Candidate> named = commands.subList(1, commands.size());
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("DATE", "\"\"");
        parts.put("VERSION", escaped(version));
        parts.put("SYNOPSIS", synopsis(named));
        parts.put("EXAMPLES", examples(loop));
        parts.put("OPTIONS", shared.stream().map(ManPage::option).collect(Collectors.joining("\n")));
        parts.put("COMMANDS", named.stream().map(this::command).collect(Collectors.joining("\n")));
        parts.put("PROMPT", escaped(loop.notes().get(0)));
        parts.put("CONNECTORS", connectors());
        parts.put(
                "CONFIG",
                Resource.text("/io/github/microovn/rebuilder/config/default_config.yaml")
                        .lines()
                        .map(ManPage::escaped)
                        .collect(Collectors.joining("\n")));
        parts.put("EXIT", exitCodes());
        parts.put("ENVIRONMENT", environment());
        String page = Resource.text("/man/microovn-rebuilder.1");
        for (Map.Entry<String, String> part : parts.entrySet()) {
            page = page.replace("@" + part.getKey() + "@", part.getValue());
        }
        return page;
    }

    private static String synopsis(List<Candidate> named) {
        List<String> lines = new ArrayList<>(List.of(".B microovn\\-rebuilder", ".RI [ OPTION ...]"));
        for (Candidate candidate : named) {
            lines.add(".br");
            lines.add(".B microovn\\-rebuilder " + candidate.name());
            lines.add(".RI [ OPTION ...]" + (arguments(candidate).isEmpty() ? "" : "\n" + arguments(candidate)));
        }
        return String.join("\n", lines);
    }

    private static String arguments(Candidate candidate) {
        return escaped(candidate.command().words().usage());
    }

    private static String examples(Command command) {
        return command.examples().stream()
                .map(example -> ".TP\n.B " + escaped(("microovn-rebuilder " + example.arguments()).strip()) + "\n"
                        + escaped(example.effect()))
                .collect(Collectors.joining("\n"));
    }

    private static String option(Option option) {
        String names = option.names().stream()
                .map(name -> "\\fB" + escaped(name) + "\\fR")
                .collect(Collectors.joining(", "));
        String value = option.takesValue() ? " \\fI" + escaped(option.placeholder()) + "\\fR" : "";
        return ".TP\n" + names + value + "\n" + escaped(option.description());
    }

    /** A command with the options that only it has. */
    private String command(Candidate candidate) {
        Set<String> known = shared.stream().map(Option::longName).collect(Collectors.toCollection(HashSet::new));
        Command command = candidate.command();
        String head = (candidate.name() + " " + command.words().usage()).strip();
        List<String> lines = new ArrayList<>(List.of(".SS " + escaped(head), escaped(command.summary()) + "."));
        command.notes().stream()
                .filter(note -> !note.startsWith("Exit codes: 0 did it"))
                .forEach(note -> lines.addAll(List.of(".PP", escaped(note))));
        candidate.options().stream()
                .filter(option -> !known.contains(option.longName()))
                .forEach(option -> lines.add(option(option)));
        lines.add(examples(command));
        return String.join("\n", lines);
    }

    private static String connectors() {
        try (var connectors = Connectors.load()) {
            return connectors.all().stream().map(ManPage::connector).collect(Collectors.joining("\n"));
        }
    }

    private static String connector(Connector connector) {
        String examples = connector.examples().isEmpty() ? "" : ", such as " + String.join(", ", connector.examples());
        return ".TP\n.B " + escaped(connector.syntax()) + "\n" + escaped(connector.summary() + examples);
    }

    private static String exitCodes() {
        return Arrays.stream(ExitCode.values())
                .map(code -> ".TP\n.B " + code.number() + "\n" + escaped(code.meaning()))
                .collect(Collectors.joining("\n"));
    }

    private String environment() {
        String variables = commands.stream()
                .flatMap(candidate -> candidate.options().stream())
                .distinct()
                .flatMap(option -> option.variables().stream())
                .distinct()
                .map(variable -> "\\fB" + variable + "\\fR")
                .collect(Collectors.joining(", "));
        return "Every long option has a variable, which holds where the command line does not give the option:\n"
                + variables + ".\nThat of a flag is 1 or 0.";
    }

    /** Text as text: no hyphens that break lines or cannot be copied, no requests. */
    private static String escaped(String text) {
        String line = text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("~", "\\(ti")
                .replace("^", "\\(ha");
        return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
    }
}
