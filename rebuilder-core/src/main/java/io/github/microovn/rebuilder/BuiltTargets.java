package io.github.microovn.rebuilder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The targets that builds of this tree have changed while the tool ran: what a host has not got of them is owed, also after a
 * restart of the tool. Kept beside the build's log, a line each; without a place for that it is forgotten at the end.
 */
final class BuiltTargets {

    private static final Logger LOG = LoggerFactory.getLogger(BuiltTargets.class);
    private static final String FILE = "built-targets";

    private final Optional<Path> file;
    private final Set<String> names = new LinkedHashSet<>();

    BuiltTargets(Optional<Path> directory) {
        this.file = directory.map(place -> place.resolve(FILE));
        file.filter(Files::exists).ifPresent(this::read);
    }

    private void read(Path path) {
        try {
            names.addAll(Files.readAllLines(path, UTF_8));
        } catch (IOException e) {
            LOG.warn("{} cannot be read: what was built before and not deployed is not known", path, e);
        }
    }

    /** Local paths of the targets, as the configuration has them. */
    Set<String> names() {
        return Set.copyOf(names);
    }

    /** A build has changed these. */
    void add(Collection<String> changed) {
        if (names.addAll(changed) && file.isPresent()) {
            write(file.get());
        }
    }

    private void write(Path path) {
        Path part = path.resolveSibling(FILE + ".part");
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.write(part, names, UTF_8);
            Files.move(part, path, ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: what is built and not deployed is forgotten at the end", path, e);
        }
    }
}
