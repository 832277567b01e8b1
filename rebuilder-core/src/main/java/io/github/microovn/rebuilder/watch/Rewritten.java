package io.github.microovn.rebuilder.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows the sources that were written during a build and have become what they were: a make that does so to a file whenever it
 * runs would begin one build after the other. What is written between builds counts; only the same content within a tick of a
 * build's end is taken for make's. Thread-safe.
 */
final class Rewritten {

    /** So many change in a branch switch only, and a build is due then in any case. */
    private static final int MOST = 200;

    /** The clock that files are stamped by ticks more slowly than others. */
    private static final long TICK_MILLIS = 10;

    private final Map<Path, byte[]> contents = new ConcurrentHashMap<>();
    private volatile Span build = new Span(Instant.MAX, Instant.MAX);

    private record Span(Instant from, Instant to) {
        boolean has(FileTime time) {
            return !time.toInstant().isBefore(from) && !time.toInstant().isAfter(to);
        }
    }

    /**
     * A build begins.
     *
     * @param seen what it is for and was not looked at here
     */
    void building(Set<Path> seen) {
        contents.keySet().removeAll(seen);
        build = new Span(Instant.now().minusMillis(TICK_MILLIS), Instant.MAX);
    }

    /** The build is over. */
    void built() {
        build = new Span(build.from(), Instant.now());
    }

    /** Those of some sources that a build has written, but not changed since they were asked for the last time. */
    Set<Path> of(Set<Path> sources) {
        Set<Path> same = new LinkedHashSet<>();
        if (sources.size() <= MOST) {
            for (Path source : sources) {
                if (unchanged(source)) {
                    same.add(source);
                }
            }
        }
        return same;
    }

    private boolean unchanged(Path source) {
        try {
            FileTime written = Files.getLastModifiedTime(source);
            byte[] content = sha256(Files.readAllBytes(source));
            byte @Nullable [] before = contents.put(source, content);
            return build.has(written) && Arrays.equals(content, before);
        } catch (IOException e) {
            // What is gone, or a directory, has changed.
            contents.remove(source);
            return false;
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
