package io.github.microovn.rebuilder.cli.command;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Has zsh complete, by its {@code _arguments}. */
final class ZshCompletion extends Completion {

    private static final String DEEP = " ".repeat(24);

    ZshCompletion(List<Candidate> commands) {
        super(commands);
    }

    @Override
    String script() {
        String described = named().map(command -> "        '" + command.name() + ":"
                        + apart(command.command().summary()) + "'")
                .collect(Collectors.joining("\n"));
        String rest = named().map(ZshCompletion::branch).collect(Collectors.joining("\n"));
        String loop = specifications(commands().get(0), " ".repeat(8)) + " \\";
        return fill("zsh", Map.of("COMMANDS", described, "LOOP", loop, "REST", rest, "LOOKUP", lookup()));
    }

    private static String branch(Candidate command) {
        String kind = arguments(command);
        String rest = "";
        if (!kind.isEmpty()) {
            String action = switch (kind) {
                case SERVICES -> "_microovn_rebuilder_services";
                case DIRECTORY -> "_files -/";
                default -> "(" + words(kind) + ")";
            };
            rest = " \\\n" + DEEP + "'*:" + kind.replaceFirst(":.*", "") + ":" + action + "'";
        }
        String indent = " ".repeat(16);
        return indent + command.name() + ")\n" + indent + "    _arguments -s \\\n" + specifications(command, DEEP)
                + rest + "\n" + indent + "    ;;";
    }

    private static String specifications(Candidate command, String indent) {
        return command.options().stream()
                .map(option -> indent + specification(option))
                .collect(Collectors.joining(" \\\n"));
    }

    /** {@code '(-c --config)'{-c+,--config=}'[what it is]:FILE:_files'}. */
    private static String specification(Option option) {
        String value = option.takesValue()
                ? ":" + option.placeholder().replaceAll("[,.]", "") + ":" + action(kind(option))
                : "";
        String rest = "[" + apart(option.description()) + "]" + value + "'";
        boolean several = option.placeholder().endsWith(",...");
        UnaryOperator<String> dressed = name -> option.takesValue() ? name + (name.startsWith("--") ? "=" : "+") : name;
        if (option.names().size() == 1) {
            return "'" + (several ? "*" : "") + dressed.apply(option.longName()) + rest;
        }
        String names = option.names().stream().map(dressed).collect(Collectors.joining(","));
        return (several ? "'*'" : "'(" + String.join(" ", option.names()) + ")'") + "{" + names + "}'" + rest;
    }

    private static String action(String kind) {
        return switch (kind) {
            case FILE -> "_files";
            case DIRECTORY -> "_files -/";
            case "hosts", "names", "targets" -> " _microovn_rebuilder_list " + kind;
            default -> words(kind).isEmpty() ? " " : "(" + words(kind) + ")";
        };
    }

    /** A text that ends neither the description nor the quotes that it is in. */
    private static String apart(String text) {
        return text.replaceAll("([\\[\\]:\\\\])", "\\\\$1").replace("'", "'\\''");
    }
}
