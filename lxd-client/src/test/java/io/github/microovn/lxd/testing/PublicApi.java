package io.github.microovn.lxd.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a module lets others call, extend and catch, as text that a change of it shows up in: a file a package, a line a type
 * or member. There is no release yet that a tool could compare with, and a reviewer reads these.
 */
public final class PublicApi {
    private static final Path COMMITTED = Path.of("src/test/resources/signatures");
    private static final Path MADE = Path.of("target/signatures");

    private PublicApi() {}

    /**
     * Compares the signatures of a module with the committed ones.
     *
     * @param classes the classes of the module
     */
    public static void assertIsAsCommitted(JavaClasses classes) throws IOException {
        Map<String, String> made = files(classes);
        DirectoryContent.replace(MADE, made);
        String module = String.valueOf(Path.of("").toAbsolutePath().getFileName());

        List<String> changes = new ArrayList<>(changes("- ", DirectoryContent.read(COMMITTED), made));
        changes.addAll(changes("+ ", made, DirectoryContent.read(COMMITTED)));
        assertThat(changes)
                .as(
                        "changes of the public API that are not committed; if they are wanted, in the top directory:%n"
                                + "  rm -rf %1$s/%2$s && cp -r %1$s/%3$s %1$s/%2$s",
                        module, COMMITTED, MADE)
                .isEmpty();
    }

    /** The lines that only the first of both has, with their packages. */
    private static List<String> changes(String sign, Map<String, String> some, Map<String, String> others) {
        List<String> changes = new ArrayList<>();
        some.forEach((file, text) -> {
            Set<String> there = others.getOrDefault(file, "").lines().collect(Collectors.toSet());
            text.lines()
                    .filter(line -> !there.contains(line))
                    .forEach(line -> changes.add(sign + file.replaceFirst("txt$", "") + line));
        });
        return changes;
    }

    private static Map<String, String> files(JavaClasses classes) {
        Map<String, List<Class<?>>> packages = new TreeMap<>();
        classes.stream()
                .map(JavaClass::reflect)
                .filter(PublicApi::isOpen)
                .forEach(type -> packages.computeIfAbsent(type.getPackageName(), name -> new ArrayList<>())
                        .add(type));
        Map<String, String> files = new TreeMap<>();
        packages.forEach((name, types) -> files.put(
                name + ".txt",
                types.stream()
                        .sorted(Comparator.comparing(Class::getName))
                        .flatMap(type -> new Signatures(type).lines())
                        .reduce("", (text, line) -> text + line + "\n")));
        return files;
    }

    /** Whether other modules can name a type. */
    static boolean isOpen(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        return (around == null || isOpen(around))
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && (type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
                && !type.getPackageName().contains(".internal");
    }

    /** The files of one directory, by name. */
    private static final class DirectoryContent {

        static Map<String, String> read(Path directory) throws IOException {
            Map<String, String> files = new TreeMap<>();
            for (Path file : list(directory)) {
                files.put(String.valueOf(file.getFileName()), Files.readString(file, UTF_8));
            }
            return files;
        }

        static void replace(Path directory, Map<String, String> files) throws IOException {
            for (Path file : list(directory)) {
                Files.delete(file);
            }
            Files.createDirectories(directory);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(directory.resolve(file.getKey()), file.getValue(), UTF_8);
            }
        }

        private static List<Path> list(Path directory) throws IOException {
            if (!Files.isDirectory(directory)) {
                return List.of();
            }
            try (Stream<Path> files = Files.list(directory)) {
                return files.toList();
            }
        }
    }
}
