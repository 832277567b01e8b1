package io.github.microovn.rebuilder.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Has fish complete. */
final class FishCompletion extends Completion {

    FishCompletion(List<Candidate> commands) {
        super(commands);
    }

    @Override
    String script() {
        String complete = commands().stream().flatMap(this::lines).collect(Collectors.joining("\n"));
        return fill("fish", Map.of("COMPLETE", complete, "NAMES", names(), "LOOKUP", escaped(lookup())));
    }

    private Stream<String> lines(Candidate command) {
        String when = "complete -c microovn-rebuilder -n '__microovn_rebuilder_is \"" + command.name() + "\"'";
        List<String> lines = new ArrayList<>();
        if (command.name().isEmpty()) {
            named().forEach(other -> lines.add(when + " -a " + other.name() + " -d '"
                    + escaped(other.command().summary()) + "'"));
        }
        String arguments = arguments(command);
        if (arguments.equals(SERVICES)) {
            lines.add(when + " -a '(__microovn_rebuilder_lookup services (__microovn_rebuilder_config))'");
        } else if (arguments.equals(DIRECTORY)) {
            lines.add(when + " -a '(__fish_complete_directories (commandline -ct))'");
        } else if (!arguments.isEmpty()) {
            lines.add(when + " -a '" + words(arguments) + "'");
        }
        for (Option option : command.options()) {
            String names = option.names().stream()
                    .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                    .collect(Collectors.joining());
            String value = option.takesValue() ? value(kind(option)) : "";
            lines.add(when + names + value + " -d '" + escaped(option.description()) + "'");
        }
        return lines.stream();
    }

    private static String value(String kind) {
        return switch (kind) {
            case FILE -> " -r -F";
            case DIRECTORY -> " -x -a '(__fish_complete_directories (commandline -ct))'";
            case "hosts", "names", "targets" -> " -x -a '(__microovn_rebuilder_list " + kind + ")'";
            default -> words(kind).isEmpty() ? " -x" : " -x -a '" + words(kind) + "'";
        };
    }

    /** A text within fish's single quotes. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }
}
