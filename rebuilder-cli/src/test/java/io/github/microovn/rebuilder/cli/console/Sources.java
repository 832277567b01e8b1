package io.github.microovn.rebuilder.cli.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the sources say about a record: the Javadoc that is the documentation of its JSON form. */
final class Sources {

    private static final List<Path> ROOTS =
            List.of(Path.of("src/main/java"), Path.of("../rebuilder-core/src/main/java"));
    private static final Pattern TAG = Pattern.compile("\\{@(?:code|link|literal) #?([^}]*)}");

    private static final Pattern CONSTANT = Pattern.compile("\\w+#([A-Z_]+)\\b");

    private Sources() {}

    /**
     * The documentation of a record.
     *
     * @param summary what it is
     * @param parameters what its components are
     */
    record Documentation(String summary, Map<String, String> parameters) {}

    static Documentation of(Class<?> type) {
        String source = source(type);
        Matcher declaration = Pattern.compile("\\b(?:record|enum) " + type.getSimpleName() + "\\b")
                .matcher(source);
        if (!declaration.find()) {
            throw new IllegalStateException("no declaration of " + type);
        }
        int begin = source.lastIndexOf("/**", declaration.start());
        String comment = source.substring(begin + 3, source.indexOf("*/", begin))
                .replaceAll("(?m)^\\s*\\* ?", "")
                .strip();
        String[] parts = comment.split("(?m)^@param ", -1);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] words = parts[i].split("\\s+", 2);
            parameters.put(words[0], plain(words[1]));
        }
        return new Documentation(plain(parts[0]), parameters);
    }

    private static String plain(String javadoc) {
        String text = TAG.matcher(javadoc.replaceFirst("(?s)^@.*|\n@.*", ""))
                .replaceAll("$1")
                .replaceAll("\\s+", " ")
                .strip();
        // A constant is the word that JSON has for it.
        return CONSTANT.matcher(text)
                .replaceAll(found -> found.group(1).toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static String source(Class<?> type) {
        String file = type.getName().replaceAll("\\$.*", "").replace('.', '/') + ".java";
        try {
            for (Path root : ROOTS) {
                if (Files.exists(root.resolve(file))) {
                    return Files.readString(root.resolve(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("no source of " + type);
    }
}
