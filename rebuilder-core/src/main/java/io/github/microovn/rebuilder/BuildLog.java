package io.github.microovn.rebuilder;

import io.github.microovn.rebuilder.error.BuildException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory of the build's log: one that the user named, or a temporary one that ends with the session. */
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

    @Override
    public void close() {
        if (!temporary || !Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            LOG.warn("{} could not be removed", directory, e);
        }
    }
}
