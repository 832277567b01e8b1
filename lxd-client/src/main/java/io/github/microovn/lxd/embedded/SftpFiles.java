package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import okio.Buffer;

/** What an SFTP server does to the files of an instance. */
final class SftpFiles {
    private static final int ALL_ATTRIBUTES = 15;
    private static final int FILE_MODE = 0644;
    private static final int DIRECTORY_MODE = 0755;
    private static final int ID_LIMIT = 10_000_000; // the size of the map of user ids
    private static final long KEEP = 0xffffffffL;

    private final EmbeddedInstance instance;

    SftpFiles(EmbeddedInstance instance) {
        this.instance = instance;
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    private static <T> T attempt(String verb, String path, Action<T> action) throws SftpException {
        try {
            return action.run();
        } catch (IOException e) {
            throw SftpException.of(verb, path, e);
        }
    }

    /** Finds an existing file. */
    Path locate(String verb, String path, boolean followLast) throws SftpException {
        return attempt(verb, path, () -> {
            Path file = instance.tree().locate(path, followLast);
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(path);
            }
            return file;
        });
    }

    FileChannel open(String path, boolean read, boolean write, boolean create, boolean truncate, boolean exclusive)
            throws SftpException {
        return attempt("open", path, () -> {
            Path file = instance.tree().locate(path, !exclusive);
            boolean exists = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            if (exists && exclusive && create) {
                throw new FileAlreadyExistsException(path);
            }
            if (write && Files.isDirectory(file)) {
                throw new FileSystemException(path, null, "Is a directory");
            }
            if (write && instance.runs(file)) {
                throw new FileSystemException(path, null, "Text file busy");
            }
            Set<OpenOption> options = new HashSet<>();
            if (read) {
                options.add(StandardOpenOption.READ);
            }
            if (write) {
                options.add(StandardOpenOption.WRITE);
            }
            if (create) {
                options.add(StandardOpenOption.CREATE);
            }
            if (truncate) {
                options.add(StandardOpenOption.TRUNCATE_EXISTING);
            }
            FileChannel channel = FileChannel.open(file, options);
            if (!exists) {
                adopt(file, FILE_MODE);
            }
            return channel;
        });
    }

    private void adopt(Path file, int mode) throws IOException {
        Files.setAttribute(file, "unix:mode", mode);
        instance.owners().set(file, Owners.Owner.ROOT);
    }

    void makeDirectory(String path) throws SftpException {
        attempt("mkdir", path, () -> {
            Path directory = instance.tree().locate(path, false);
            Files.createDirectory(directory);
            adopt(directory, DIRECTORY_MODE);
            return directory;
        });
    }

    void remove(String path) throws SftpException {
        attempt("remove", path, () -> {
            Files.delete(instance.tree().locate(path, false));
            return path;
        });
    }

    void rename(String from, String to) throws SftpException {
        attempt("rename " + from, to, () -> {
            Path source = instance.tree().locate(from, false);
            Path target = instance.tree().locate(to, false);
            if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(from);
            }
            if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(to);
            }
            return Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        });
    }

    void link(String target, String path) throws SftpException {
        attempt("symlink " + target, path, () -> {
            Path link = instance.tree().locate(path, false);
            Files.createSymbolicLink(link, Path.of(instance.tree().map(target)));
            instance.owners().set(link, Owners.Owner.ROOT);
            return link;
        });
    }

    String readLink(String path) throws SftpException {
        return attempt("readlink", path, () -> {
            Path link = locate("readlink", path, false);
            if (!Files.isSymbolicLink(link)) {
                throw new FileSystemException(path, null, "Invalid argument");
            }
            return instance.tree().unmap(Files.readSymbolicLink(link).toString());
        });
    }

    /** Returns what is in a directory. */
    Deque<Path> entries(String path) throws SftpException {
        Path directory = locate("stat", path, true);
        if (!Files.isDirectory(directory)) {
            throw new SftpException(SftpException.FAILURE, " " + path + ": not a directory");
        }
        return attempt("open", path, () -> {
            try (Stream<Path> entries = Files.list(directory)) {
                return new ArrayDeque<>(entries.toList());
            }
        });
    }

    /** Adds what a file is to an answer. */
    Buffer attributes(Buffer answer, Path file) throws SftpException {
        return attempt("stat", path(file), () -> described(answer, file));
    }

    private Buffer described(Buffer answer, Path file) throws IOException {
        boolean link = Files.isSymbolicLink(file);
        Owners.Owner owner = instance.owners().of(file);
        int time = (int)
                (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis() / 1000);
        return answer.writeInt(ALL_ATTRIBUTES)
                .writeLong(link ? readLinkSize(file) : Files.size(file))
                .writeInt(owner.uid())
                .writeInt(owner.gid())
                .writeInt((Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS))
                .writeInt(time)
                .writeInt(time);
    }

    private static long readLinkSize(Path link) throws IOException {
        return Files.readAttributes(link, "size", LinkOption.NOFOLLOW_LINKS).get("size") instanceof Long size
                ? size
                : 0;
    }

    /** Sets attributes as the server does: what a request has of several kinds it reads in the wrong order. */
    void setAttributes(Path file, Buffer fields) throws IOException {
        int flags = fields.readInt();
        if ((flags & 1) != 0) {
            long size = fields.readLong();
            attempt("truncate", path(file), () -> {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    return channel.truncate(size);
                }
            });
        }
        if ((flags & 4) != 0) {
            int mode = fields.readInt() & 0777;
            attempt("chmod", path(file), () -> Files.setAttribute(file, "unix:mode", mode));
        }
        if ((flags & 8) != 0) {
            fields.readInt();
            FileTime time = FileTime.from(Instant.ofEpochSecond(fields.readInt() & KEEP));
            attempt("chtimes", path(file), () -> Files.setLastModifiedTime(file, time));
        }
        if ((flags & 2) != 0) {
            setOwner(file, fields.readInt() & KEEP, fields.readInt() & KEEP);
        }
    }

    private void setOwner(Path file, long uid, long gid) throws IOException {
        if ((uid != KEEP && uid > ID_LIMIT) || (gid != KEEP && gid > ID_LIMIT)) {
            throw new SftpException(SftpException.FAILURE, "chown " + path(file) + ": invalid argument");
        }
        Owners.Owner now = instance.owners().of(file);
        instance.owners()
                .set(file, new Owners.Owner(uid == KEEP ? now.uid() : (int) uid, gid == KEEP ? now.gid() : (int) gid));
    }

    private String path(Path file) {
        return instance.tree().unmap(file.toString());
    }
}
