package io.github.microovn.rebuilder.cli.command;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Has bash complete. */
final class BashCompletion extends Completion {

    BashCompletion(List<Candidate> commands) {
        super(commands);
    }

    @Override
    String script() {
        Map<String, String> kinds = new TreeMap<>();
        for (Candidate command : commands()) {
            command.options().stream()
                    .filter(Option::takesValue)
                    .forEach(option -> option.names().forEach(name -> kinds.putIfAbsent(name, kind(option))));
        }
        String cases = kinds.entrySet().stream()
                .map(entry -> "        " + entry.getKey() + ") kind='" + entry.getValue() + "' ;;")
                .collect(Collectors.joining("\n"));
        String lines = commands().stream().map(this::branch).collect(Collectors.joining("\n"));
        return fill("bash", Map.of("KINDS", cases, "COMMANDS", lines, "LOOKUP", lookup()));
    }

    private String branch(Candidate command) {
        String options = command.options().stream()
                .flatMap(option -> option.names().stream())
                .collect(Collectors.joining(" "));
        return """
                        '%s')
                            options='%s'
                            commands='%s'
                            arguments='%s'
                            ;;\
                """.formatted(command.name(), options, command.name().isEmpty() ? names() : "", arguments(command));
    }
}
