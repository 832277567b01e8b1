package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Who owns the files of an instance. Where this process may not change owners it writes them down, in one small file for
 * each inode, where the shims {@code chown} and {@code stat} find them too.
 */
final class Owners {
    private static final String[] FIELDS = {"unix:uid", "unix:gid"};

    private final Path directory;
    private final boolean written;
    private final int self;

    /**
     * An owner.
     *
     * @param uid the user
     * @param gid the group
     */
    record Owner(int uid, int gid) {
        static final Owner ROOT = new Owner(0, 0);
    }

    /** Keeps owners truly if this process is root's, else in {@code directory}. */
    Owners(Path directory, boolean written) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.written = written;
        self = (Integer) Files.getAttribute(directory, "unix:uid");
    }

    /** Whether the owners of files cannot be changed truly below this directory. */
    static boolean needed(Path directory) throws IOException {
        return !Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid"));
    }

    Owner of(Path file) throws IOException {
        Owner real = new Owner(attribute(file, 0), attribute(file, 1));
        if (!written) {
            return real;
        }
        try {
            String[] ids = Files.readString(entry(file), StandardCharsets.US_ASCII)
                    .strip()
                    .split(":", 2);
            return new Owner(Integer.parseInt(ids[0]), Integer.parseInt(ids[1]));
        } catch (NoSuchFileException e) {
            return real.uid == self ? Owner.ROOT : real;
        }
    }

    void set(Path file, Owner owner) throws IOException {
        if (written) {
            Files.writeString(entry(file), owner.uid + ":" + owner.gid + "\n", StandardCharsets.US_ASCII);
        } else if (!owner.equals(of(file))) {
            Files.setAttribute(file, FIELDS[0], owner.uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, FIELDS[1], owner.gid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static int attribute(Path file, int field) throws IOException {
        return (Integer) Files.getAttribute(file, FIELDS[field], LinkOption.NOFOLLOW_LINKS);
    }

    private Path entry(Path file) throws IOException {
        return directory.resolve(String.valueOf(Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS)));
    }
}
