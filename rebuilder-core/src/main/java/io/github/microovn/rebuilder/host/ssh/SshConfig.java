package io.github.microovn.rebuilder.host.ssh;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ssh_config(5) files say about one host: {@code Host} blocks, {@code Match all} and {@code Match host}, and
 * {@code Include}. The first value of a keyword counts, as for the ssh command. Other {@code Match} blocks never apply.
 */
final class SshConfig {

    private static final int MAX_DEPTH = 16;

    private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z0-9]+)(?:\\s*=\\s*|\\s+)(.*?)\\s*");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private final String host;
    private final Path home;
    private final Map<String, List<List<String>>> values = new HashMap<>();

    private SshConfig(String host, Path home) {
        this.host = host;
        this.home = home;
    }

    /**
     * Reads configurations.
     *
     * @param host the host as the user named it
     * @param home the user's home directory
     * @param files the files, the most important first; those that are missing are empty
     */
    static SshConfig read(String host, Path home, List<Path> files) throws IOException {
        SshConfig config = new SshConfig(host, home);
        for (Path file : files) {
            config.read(file, 0);
        }
        return config;
    }

    /** The first value of a keyword, as written; empty where there is none. */
    String value(String keyword) {
        return String.join(" ", all(keyword).stream().findFirst().orElse(List.of()));
    }

    /** Every line with a keyword, as words. */
    List<List<String>> all(String keyword) {
        return values.getOrDefault(keyword.toLowerCase(Locale.ROOT), List.of());
    }

    private void read(Path file, int depth) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return;
        }
        boolean applies = true;
        for (String line : lines) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                continue;
            }
            String keyword = parts.group(1).toLowerCase(Locale.ROOT);
            List<String> words = words(parts.group(2));
            switch (keyword) {
                case "host" -> applies = HostPatterns.match(words, host);
                case "match" -> applies = matches(words);
                case "include" -> {
                    if (applies && depth < MAX_DEPTH) {
                        include(words, file, depth + 1);
                    }
                }
                default -> {
                    if (applies) {
                        values.computeIfAbsent(keyword, unused -> new ArrayList<>())
                                .add(words);
                    }
                }
            }
        }
    }

    private boolean matches(List<String> criteria) {
        if (criteria.size() == 2 && criteria.get(0).equalsIgnoreCase("host")) {
            return HostPatterns.match(List.of(criteria.get(1).split(",", -1)), host);
        }
        return criteria.size() == 1 && criteria.get(0).equalsIgnoreCase("all");
    }

    private void include(List<String> patterns, Path from, int depth) throws IOException {
        for (String pattern : patterns) {
            Path path = from.resolveSibling(pattern.replaceFirst("^~(?=/)", Matcher.quoteReplacement(home.toString())));
            Path directory = path.getParent();
            if (directory == null || !Files.isDirectory(directory)) {
                continue;
            }
            List<Path> files = new ArrayList<>();
            try (DirectoryStream<Path> found =
                    Files.newDirectoryStream(directory, String.valueOf(path.getFileName()))) {
                found.forEach(files::add);
            }
            files.sort(null);
            for (Path file : files) {
                read(file, depth);
            }
        }
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return words;
    }
}
