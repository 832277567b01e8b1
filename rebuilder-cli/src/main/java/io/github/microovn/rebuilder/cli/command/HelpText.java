package io.github.microovn.rebuilder.cli.command;

import java.util.ArrayList;
import java.util.List;

/** Writes what {@code --help} prints: examples first, no line longer than 100 characters. */
final class HelpText {

    private static final String PROGRAM = "microovn-rebuilder";
    private static final int WIDTH = 100;

    private final List<String> lines = new ArrayList<>();

    private HelpText() {}

    /**
     * Explains a command.
     *
     * @param command the command
     * @param options its options
     * @param others the commands to name beside it
     * @return the lines
     */
    static List<String> of(Command command, List<Option> options, List<Command> others) {
        var text = new HelpText();
        String name = command.name().isEmpty() ? PROGRAM : PROGRAM + " " + command.name();
        text.wrap("", "", name + ": " + command.summary());
        text.section("Examples:");
        for (Command.Example example : command.examples()) {
            text.lines.add("  " + (PROGRAM + " " + example.arguments()).strip());
            text.wrap("      ", "      ", example.effect());
        }
        text.section("Usage:");
        text.lines.add(("  " + name + " [OPTION...] " + command.words().usage()).stripTrailing());
        if (!others.isEmpty()) {
            text.lines.add("  " + PROGRAM + " COMMAND [OPTION...]");
            text.section("Commands:");
            text.table(
                    others.stream().map(Command::name).toList(),
                    others.stream().map(Command::summary).toList());
        }
        text.section("Options:");
        text.table(
                options.stream().map(HelpText::left).toList(),
                options.stream().map(Option::description).toList());
        for (String note : command.notes()) {
            text.lines.add("");
            text.wrap("", "", note);
        }
        return text.lines;
    }

    private static String left(Option option) {
        String first = option.names().get(0);
        String names = first.startsWith("--") ? "    " + first : first + ", " + option.longName();
        return option.takesValue() ? names + " " + option.placeholder() : names;
    }

    private void section(String title) {
        lines.add("");
        lines.add(title);
    }

    private void table(List<String> left, List<String> right) {
        int width = left.stream().mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < left.size(); i++) {
            String label = "  " + left.get(i) + " ".repeat(width - left.get(i).length() + 2);
            wrap(label, " ".repeat(label.length()), right.get(i));
        }
    }

    private void wrap(String first, String following, String text) {
        var line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(following);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
    }
}
