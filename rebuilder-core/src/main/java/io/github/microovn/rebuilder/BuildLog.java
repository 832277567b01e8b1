package io.github.microovn.rebuilder;

import io.github.microovn.rebuilder.change.Stripper;
import io.github.microovn.rebuilder.config.Strip;
import io.github.microovn.rebuilder.error.BuildException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory of the build's log and of stripped copies: one that the user named, or a temporary one that ends with the session. */
final class BuildLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BuildLog.class);

    private final Path directory;
    private final boolean temporary;

    private BuildLog(Path directory, boolean temporary) {
        this.directory = directory;
        this.temporary = temporary;
    }

    static BuildLog in(Optional<Path> named) {
        if (named.isPresent()) {
            return new BuildLog(named.get(), false);
        }
        try {
            return new BuildLog(Files.createTempDirectory("microovn-rebuilder-"), true);
        } catch (IOException e) {
            throw new BuildException("cannot make a temporary directory for the build's log: " + e, e);
        }
    }

    Path directory() {
        return directory;
    }

    /** Keeps stripped copies there, where the configuration wants them. */
    Optional<Stripper> stripper(Strip strip) {
        return Optional.of(directory.resolve("stripped"))
                .filter(place -> strip == Strip.DEBUG)
                .map(Stripper::new);
    }

    @Override
    public void close() {
        if (!temporary || !Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("{} could not be removed", directory, e);
        }
    }
}
