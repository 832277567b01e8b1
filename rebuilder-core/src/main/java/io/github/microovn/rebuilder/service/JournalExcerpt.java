package io.github.microovn.rebuilder.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Picks the lines of a service's journal that tell why it is not ready. */
final class JournalExcerpt {

    private static final int LINES = 20;

    // What glibc's dynamic linker says when it cannot start a program.
    private static final Pattern LINKER = Pattern.compile(
            "error while loading shared libraries|version `[^']*' not found|symbol lookup error|cannot execute binary file"
                    + "|undefined symbol|Exec format error");

    private static final Pattern PREFIX = Pattern.compile("^.*?\\]: ");

    private JournalExcerpt() {}

    /** What the linker said, once each; then the last of the other lines; 20 in all. */
    static List<String> of(List<String> journal) {
        Map<String, String> linker = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        for (String line : journal) {
            if (LINKER.matcher(line).find()) {
                linker.putIfAbsent(PREFIX.matcher(line).replaceFirst(""), line);
            } else {
                others.add(line);
            }
        }
        List<String> lines =
                new ArrayList<>(linker.values().stream().limit(LINES).toList());
        int room = LINES - lines.size();
        lines.addAll(others.subList(Math.max(0, others.size() - room), others.size()));
        return lines;
    }
}
