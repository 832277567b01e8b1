package io.github.microovn.rebuilder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.github.microovn.rebuilder.change.Fingerprint;
import io.github.microovn.rebuilder.change.Fingerprints;
import io.github.microovn.rebuilder.config.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The targets that builds of this tree have changed while the tool ran: what a host has not got of them is owed, also after a
 * restart of the tool. Kept beside the build's log, a line each; without a place for that it is forgotten at the end. What
 * was there before a build is written down while it runs, so that one that is killed with the tool is understood.
 */
final class BuiltTargets {

    private static final Logger LOG = LoggerFactory.getLogger(BuiltTargets.class);
    private static final String FILE = "built-targets";
    private static final String UNFINISHED = "unfinished-build";
    private static final String MISSING = "-";

    private final Optional<Path> file;
    private final Optional<Path> unfinished;
    private final Set<String> names = new LinkedHashSet<>();

    BuiltTargets(Optional<Path> directory) {
        this.file = directory.map(place -> place.resolve(FILE));
        this.unfinished = directory.map(place -> place.resolve(UNFINISHED));
        file.filter(Files::exists).ifPresent(path -> names.addAll(read(path)));
    }

    /** What a build that did not come to its end has changed since it began. */
    void resume(List<Target> targets, Fingerprints now) {
        List<String> before =
                unfinished.filter(Files::exists).map(BuiltTargets::read).orElse(List.of());
        for (Target target : targets) {
            boolean watched = before.stream().anyMatch(line -> line.endsWith(" " + target.localPath()));
            if (watched && !before.contains(line(target, now))) {
                add(List.of(target.localPath()));
            }
        }
        finished();
    }

    /** A build begins. */
    void begin(List<Target> targets, Fingerprints now) {
        unfinished.ifPresent(path ->
                write(path, targets.stream().map(target -> line(target, now)).toList()));
    }

    /** What the build has changed is known. */
    void finished() {
        try {
            if (unfinished.isPresent()) {
                Files.deleteIfExists(unfinished.get());
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be removed", unfinished, e);
        }
    }

    private static String line(Target target, Fingerprints now) {
        return now.get(target).map(Fingerprint::sha256).orElse(MISSING) + " " + target.localPath();
    }

    private static List<String> read(Path path) {
        try {
            return Files.readAllLines(path, UTF_8);
        } catch (IOException e) {
            LOG.warn("{} cannot be read: what was built before and not deployed is not known", path, e);
            return List.of();
        }
    }

    /** Local paths of the targets, as the configuration has them. */
    Set<String> names() {
        return Set.copyOf(names);
    }

    /** A build has changed these. */
    void add(Collection<String> changed) {
        if (names.addAll(changed) && file.isPresent()) {
            write(file.get(), names);
        }
    }

    private static void write(Path path, Collection<String> lines) {
        Path part = path.resolveSibling(path.getFileName() + ".part");
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.write(part, lines, UTF_8);
            Files.move(part, path, ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: what is built and not deployed is forgotten at the end", path, e);
        }
    }
}
