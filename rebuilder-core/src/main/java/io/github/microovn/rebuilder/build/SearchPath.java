package io.github.microovn.rebuilder.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Where programs are looked for.
 *
 * @param directories the directories, with colons between them
 */
public record SearchPath(String directories) {

    /**
     * The {@code PATH} of an environment.
     *
     * @param environment the variables
     * @return where programs are found with them
     */
    public static SearchPath of(Map<String, String> environment) {
        return new SearchPath(environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"));
    }

    /**
     * Looks for a program.
     *
     * @param name its name, without a directory
     * @return the first that can be run
     */
    public Optional<Path> find(String name) {
        return Arrays.stream(directories.split(":"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
