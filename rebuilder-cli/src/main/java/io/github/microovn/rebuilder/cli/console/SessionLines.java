package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.event.RoundEvent;
import io.github.microovn.rebuilder.event.SessionEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a session leaves out or leaves alone, as lines. */
final class SessionLines {

    /** So many names fit into a line; more are counted. */
    private static final int MOST_NAMES = 8;

    private SessionLines() {}

    static List<String> of(SessionEvent event) {
        List<String> lines = new ArrayList<>();
        if (event instanceof SessionEvent.Limited limited) {
            if (!limited.hostsLeftOut().isEmpty()) {
                lines.add(sentence(limited.hosts(), limited.hostsLeftOut()));
            }
            if (!limited.targetsLeftOut().isEmpty()) {
                lines.add(sentence(limited.targets(), limited.targetsLeftOut()));
            }
        } else if (event instanceof SessionEvent.Restoring restoring) {
            lines.add("[local] Putting back what was there before on " + names(restoring.hosts()));
        }
        return lines;
    }

    private static String sentence(List<String> in, List<String> out) {
        return "[local] Limited to " + names(in) + "; left out: " + names(out);
    }

    static List<String> of(RoundEvent.LeftOut event) {
        return lines(event.targets(), "[local] Left out, and still pending on %s: %s");
    }

    static List<String> of(RoundEvent.Differing event) {
        return lines(
                event.targets(),
                "[local] Other than here on %s, and never deployed there: %s; the key a, or deploy --all, does that");
    }

    /** One line per group of hosts of which the same is to be said. */
    private static List<String> lines(Map<String, List<String>> targets, String sentence) {
        Map<List<String>, List<String>> hosts = new LinkedHashMap<>();
        targets.forEach((host, names) ->
                hosts.computeIfAbsent(names, key -> new ArrayList<>()).add(host));
        return hosts.entrySet().stream()
                .map(entry -> sentence.formatted(names(entry.getValue()), names(entry.getKey())))
                .toList();
    }

    private static String names(List<String> names) {
        return names.size() <= MOST_NAMES
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMES)) + " and " + (names.size() - MOST_NAMES) + " more";
    }
}
