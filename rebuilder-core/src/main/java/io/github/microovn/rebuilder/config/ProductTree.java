package io.github.microovn.rebuilder.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the watched files are: in the directory of an out-of-tree build, or else in the source directory.
 *
 * @param source the source directory, as the user typed it
 * @param directory the directory of the build, relative to that; absent: the same
 */
public record ProductTree(String source, Optional<String> directory) {

    /**
     * A tree that is built where its sources are.
     *
     * @param source the source directory, as the user typed it
     */
    public ProductTree(String source) {
        this(source, Optional.empty());
    }

    /**
     * A watched file as users see it, and as it is opened. One that is nowhere will be where the build makes it.
     *
     * @param target the file
     * @return directory and local path joined, see {@link DisplayPath}
     */
    public String shown(Target target) {
        return built(target) ? target.localPathIn(buildDirectory()) : target.localPathIn(source);
    }

    /**
     * What stands against finding anything in it.
     *
     * @return what is wrong and what to do; empty when there is a source directory
     */
    public Optional<String> problem() {
        return Files.isDirectory(Path.of(source))
                ? Optional.empty()
                : Optional.of("there is no directory " + source + "; -o names the OVN source directory");
    }

    /** Whether a watched file comes from the build, and not from the source directory as it is. */
    boolean built(Target target) {
        return directory.isEmpty()
                || Files.exists(Path.of(target.localPathIn(buildDirectory())))
                || !Files.exists(Path.of(target.localPathIn(source)));
    }

    /** Whether a watched file is there. */
    boolean exists(Target target) {
        return Files.exists(Path.of(shown(target)));
    }

    private String buildDirectory() {
        return directory.map(place -> DisplayPath.join(source, place)).orElse(source);
    }
}
