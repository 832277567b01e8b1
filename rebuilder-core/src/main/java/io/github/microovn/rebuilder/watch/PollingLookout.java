package io.github.microovn.rebuilder.watch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at all sources of a tree again and again: where the system does not tell of changes. */
final class PollingLookout implements Lookout {

    /** A walk over a tree of OVN's size takes some ten milliseconds. */
    static final Duration EVERY = Duration.ofSeconds(2);

    private final Path top;
    private final SourceNames names;
    private final Pause pause;
    private Map<Path, Stamp> known;

    /** Waits a while. */
    @FunctionalInterface
    interface Pause {
        /** Waits so many nanoseconds. */
        void pass(long nanos) throws InterruptedException;
    }

    private record Stamp(
            FileTime modified, long size, @Nullable Object inode) {}

    PollingLookout(Path top, SourceNames names, Pause pause) throws IOException {
        this.top = top;
        this.names = names;
        this.pause = pause;
        this.known = stamps();
    }

    @Override
    public Sighting look(OptionalLong nanos) throws IOException, InterruptedException {
        pause.pass(Math.min(nanos.orElse(Long.MAX_VALUE), EVERY.toNanos()));
        Map<Path, Stamp> now = stamps();
        Set<Path> seen = new LinkedHashSet<>();
        now.forEach((file, stamp) -> {
            if (!stamp.equals(known.get(file))) {
                seen.add(file);
            }
        });
        known.keySet().stream().filter(file -> !now.containsKey(file)).forEach(seen::add);
        known = now;
        return new Sighting(seen, false);
    }

    private Map<Path, Stamp> stamps() throws IOException {
        if (!Files.isDirectory(top)) {
            throw new NoSuchFileException(top.toString());
        }
        Map<Path, Stamp> stamps = new LinkedHashMap<>();
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.equals(top) || names.directory(directory)
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (names.source(file)) {
                    stamps.put(file, new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException reason) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return stamps;
    }

    @Override
    public void close() {}
}
