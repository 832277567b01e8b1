package io.github.microovn.rebuilder.watch;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is told by the system what changes in a tree. The service watches single directories, so each has a key; a key goes with its
 * directory when that is renamed, so what it stands for is remembered here and not asked of it.
 */
final class EventLookout implements Lookout {

    private static final Logger LOG = LoggerFactory.getLogger(EventLookout.class);

    private final Path top;
    private final SourceNames names;
    private final WatchService service;
    private final Map<WatchKey, Path> directories = new HashMap<>();
    private final Map<Path, WatchKey> keys = new HashMap<>();

    /**
     * Begins to watch.
     *
     * @throws IOException when the system watches no more directories, or there is no such tree
     */
    EventLookout(Path top, SourceNames names) throws IOException {
        this(top, names, top.getFileSystem().newWatchService());
    }

    EventLookout(Path top, SourceNames names, WatchService service) throws IOException {
        this.top = top;
        this.names = names;
        this.service = service;
        try {
            add(top, new LinkedHashSet<>());
            requireTop();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** How many directories are watched. */
    int size() {
        return keys.size();
    }

    @Override
    public Sighting look(OptionalLong nanos) throws IOException, InterruptedException {
        WatchKey key = nanos.isPresent() ? service.poll(nanos.getAsLong(), NANOSECONDS) : service.take();
        Set<Path> seen = new LinkedHashSet<>();
        boolean more = false;
        while (key != null) {
            more |= read(key, seen);
            key = service.poll();
        }
        if (more) {
            // There may be directories that nobody told of.
            add(top, new LinkedHashSet<>());
        }
        requireTop();
        return new Sighting(seen, more);
    }

    private void requireTop() throws IOException {
        if (!keys.containsKey(top)) {
            throw new NoSuchFileException(top.toString());
        }
    }

    /** Returns whether something was not told of. */
    private boolean read(WatchKey key, Set<Path> seen) throws IOException {
        List<WatchEvent<?>> events = key.pollEvents();
        Path directory = directories.get(key);
        if (directory == null) {
            return false;
        }
        boolean more = false;
        for (WatchEvent<?> event : events) {
            if (event.kind() == OVERFLOW) {
                more = true;
            } else if (event.context() instanceof Path name) {
                changed(directory.resolve(name), event.kind(), seen);
            }
        }
        if (!key.reset()) {
            forget(directory, seen);
        }
        return more;
    }

    private void changed(Path path, WatchEvent.Kind<?> kind, Set<Path> seen) throws IOException {
        if (kind != ENTRY_MODIFY) {
            forget(path, seen);
        }
        if (kind == ENTRY_CREATE && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            add(path, seen);
        } else if (names.source(path)) {
            seen.add(path);
        }
    }

    /** A directory that is gone may have been renamed: then nobody tells of what was in it. */
    private void forget(Path path, Set<Path> seen) {
        if (!keys.containsKey(path)) {
            return;
        }
        seen.add(path);
        keys.entrySet().removeIf(entry -> {
            boolean below = entry.getKey().startsWith(path);
            if (below) {
                entry.getValue().cancel();
                directories.remove(entry.getValue());
            }
            return below;
        });
    }

    /** Watches a directory and those below; what is in those that are new may have come before they were watched. */
    private void add(Path start, Set<Path> seen) throws IOException {
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (!directory.equals(top) && !names.directory(directory)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return register(directory) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (names.source(file)) {
                    seen.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException reason) {
                LOG.debug("{} is not watched", file, reason);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private boolean register(Path directory) throws IOException {
        WatchKey key;
        try {
            key = directory.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
        } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
            LOG.debug("{} is not watched", directory, e);
            return false;
        }
        Path before = directories.put(key, directory);
        if (before != null && !before.equals(directory)) {
            keys.remove(before);
        }
        keys.put(directory, key);
        return true;
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            LOG.debug("the watch service is not closed", e);
        }
    }
}
