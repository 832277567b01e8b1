package io.github.microovn.rebuilder.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the configuration says about the build.
 *
 * @param command the program that builds and its arguments; make gets its jobs beside them
 * @param watched whether it is asked for the watched files alone, as soon as there are any
 * @param goals what it is asked for otherwise; empty: everything
 * @param directory where it builds out of the source tree, relative to that; absent: in the source tree
 * @param timeout how long it may take
 */
public record BuildSettings(
        List<String> command, boolean watched, List<String> goals, Optional<String> directory, Duration timeout) {

    /** What holds where the configuration says nothing: make builds everything in the source tree, in 6 h at most. */
    public static final BuildSettings DEFAULT =
            new BuildSettings(List.of("make"), false, List.of(), Optional.empty(), Duration.ofHours(6));

    /** {@inheritDoc} */
    public BuildSettings {
        command = List.copyOf(command);
        goals = List.copyOf(goals);
    }

    /**
     * Where the products of the build are.
     *
     * @param source the source directory, as the user typed it
     * @return the directories that they are looked for in
     */
    public ProductTree products(String source) {
        return new ProductTree(source, directory);
    }

    /**
     * What the build is asked for now. A tree that was never built lacks headers that only a build of everything makes, so
     * the watched files alone are asked for when there is at least one of them.
     *
     * @param source the source directory, as the user typed it
     * @param targets the watched files
     * @return words for make; empty: everything
     */
    public List<String> goals(String source, List<Target> targets) {
        if (!watched) {
            return goals;
        }
        ProductTree tree = products(source);
        List<Target> built = targets.stream().filter(tree::built).toList();
        return built.stream().noneMatch(tree::exists)
                ? List.of()
                : built.stream()
                        .map(target -> Path.of(target.localPath()).normalize().toString())
                        .distinct()
                        .toList();
    }
}
