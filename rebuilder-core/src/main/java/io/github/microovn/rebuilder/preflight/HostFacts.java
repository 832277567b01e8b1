package io.github.microovn.rebuilder.preflight;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the script found out about a host: lines of a word and what belongs to it. */
final class HostFacts {

    private final Map<String, List<String>> lines = new HashMap<>();

    /** Reads the script's output; lines that begin with another word are kept and never asked for. */
    HostFacts(String output) {
        output.lines().forEach(line -> {
            int blank = line.indexOf(' ');
            String word = blank < 0 ? line : line.substring(0, blank);
            lines.computeIfAbsent(word, first -> new ArrayList<>()).add(blank < 0 ? "" : line.substring(blank + 1));
        });
    }

    /** What one finding says. */
    Optional<String> get(String word) {
        return all(word).stream().findFirst().filter(text -> !text.isBlank());
    }

    /** What all findings of a kind say. */
    List<String> all(String word) {
        return lines.getOrDefault(word, List.of());
    }

    /** What the findings of a kind say about one product. */
    List<String> about(String word, int number) {
        String prefix = number + " ";
        return all(word).stream()
                .filter(text -> text.startsWith(prefix))
                .map(text -> text.substring(prefix.length()))
                .toList();
    }
}
