package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** A directory seen as the root of a file system: no path and no link leads out of it. */
final class FileTree {
    private static final int LINK_LIMIT = 40;
    private static final List<String> MACHINE = List.of("/dev", "/proc", "/sys");

    private final Path root;

    FileTree(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** Where a path lies on this machine, links not followed. */
    Path plain(String path) {
        return root.resolve(path.replaceFirst("^/+", "")).normalize();
    }

    /**
     * Puts an absolute path of the instance below the root; leaves alone what is there already, and what the machine has and
     * the instance has not: devices, processes.
     */
    String map(String path) {
        boolean inside = path.equals(root.toString()) || path.startsWith(root + "/");
        if (!path.startsWith("/") || inside) {
            return path;
        }
        boolean machines = MACHINE.stream().anyMatch(top -> path.equals(top) || path.startsWith(top + "/"));
        return machines && !Files.exists(Path.of(root + path)) ? path : root + path;
    }

    /** The reverse of {@link #map}. */
    String unmap(String path) {
        if (path.equals(root.toString())) {
            return "/";
        }
        return path.startsWith(root + "/") ? path.substring(root.toString().length()) : path;
    }

    /**
     * Finds where a path lies on this machine, with the links that the instance sees.
     *
     * @param followLast whether to follow a link that is the last part of the path
     * @return the place; whether the last part exists is not said
     * @throws NoSuchFileException if a directory of the path does not exist
     */
    Path locate(String path, boolean followLast) throws IOException {
        Deque<String> parts = new ArrayDeque<>(Arrays.asList(path.split("/")));
        Path current = root;
        int links = 0;
        while (!parts.isEmpty()) {
            String part = parts.pop();
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (part.equals("..")) {
                current = current.equals(root) ? root : Objects.requireNonNull(current.getParent());
                continue;
            }
            Path next = current.resolve(part);
            if (Files.isSymbolicLink(next) && (followLast || !parts.isEmpty())) {
                if (++links > LINK_LIMIT) {
                    throw new FileSystemException(path, null, "Too many levels of symbolic links");
                }
                String target = unmap(Files.readSymbolicLink(next).toString());
                current = target.startsWith("/") ? root : current;
                pushAll(parts, target);
                continue;
            }
            if (!parts.isEmpty() && !Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
                throw Files.exists(next, LinkOption.NOFOLLOW_LINKS)
                        ? new FileSystemException(path, null, "Not a directory")
                        : new NoSuchFileException(path);
            }
            current = next;
        }
        return current;
    }

    private static void pushAll(Deque<String> parts, String path) {
        List<String> more = Arrays.asList(path.split("/"));
        for (int i = more.size() - 1; i >= 0; i--) {
            parts.push(more.get(i));
        }
    }
}
