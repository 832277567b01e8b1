package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.internal.sftp.RemotePath;
import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.TransferOptions;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is in a directory of this machine, and where it belongs on an instance. Directories come before what is in them. */
final class LocalTree {
    private static final int MODE = 0777;

    private final List<Entry> directories = new ArrayList<>();
    private final List<Entry> files = new ArrayList<>();
    private final List<Entry> links = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final TransferOptions options;
    private long bytes;

    /**
     * Something to copy.
     *
     * @param source where it is here
     * @param path where it belongs
     * @param attributes permissions and owner it gets
     * @param size how many bytes it has
     */
    record Entry(Path source, RemotePath path, FileAttributes attributes, long size) {}

    private LocalTree(TransferOptions options) {
        this.options = options;
    }

    /** Looks at all of a directory; symbolic links in it are not followed. */
    static LocalTree of(Path directory, RemotePath target, TransferOptions options) throws IOException {
        LocalTree tree = new LocalTree(options);
        Files.walkFileTree(directory.toRealPath(), tree.new Visitor(target));
        return tree;
    }

    /** Adds what it meets. */
    private final class Visitor extends SimpleFileVisitor<Path> {
        private final RemotePath target;
        private final Deque<RemotePath> above = new ArrayDeque<>();

        Visitor(RemotePath target) {
            this.target = target;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            RemotePath path = above.isEmpty() ? target : place(directory);
            directories.add(entry(directory, path, 0));
            above.push(path);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile()) {
                files.add(entry(file, place(file), attributes.size()));
                bytes += attributes.size();
            } else if (attributes.isSymbolicLink()) {
                links.add(entry(file, place(file), 0));
            } else {
                skipped.add(file.toString());
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            above.pop();
            return FileVisitResult.CONTINUE;
        }

        private RemotePath place(Path file) {
            return above.element().child(LocalNames.name(file));
        }
    }

    private Entry entry(Path source, RemotePath path, long size) throws IOException {
        Map<String, Object> found = Files.readAttributes(source, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
        FileAttributes attributes = new FileAttributes(
                number(found, "mode") & MODE,
                options.keepOwners() ? Integer.valueOf(number(found, "uid")) : options.uid(),
                options.keepOwners() ? Integer.valueOf(number(found, "gid")) : options.gid());
        return new Entry(source, path, attributes, size);
    }

    private static int number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Integer number ? number : 0;
    }

    List<Entry> directories() {
        return directories;
    }

    List<Entry> files() {
        return files;
    }

    List<Entry> links() {
        return links;
    }

    List<String> skipped() {
        return skipped;
    }

    long bytes() {
        return bytes;
    }
}
