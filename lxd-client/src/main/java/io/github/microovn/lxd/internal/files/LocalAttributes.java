package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.internal.sftp.SftpAttributes;
import io.github.microovn.lxd.model.TransferOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Gives files of this machine the permissions and the owner that they have on an instance, or are to have. */
final class LocalAttributes {
    private final TransferOptions options;

    LocalAttributes(TransferOptions options) {
        this.options = options;
    }

    /** Sets permissions and owner. */
    void set(Path path, SftpAttributes attributes) throws IOException {
        setOwner(path, attributes);
        setMode(path, attributes.mode());
    }

    /** Sets the owner, of a symbolic link itself. */
    void setOwner(Path path, SftpAttributes attributes) throws IOException {
        Integer uid = options.keepOwners() ? Integer.valueOf(attributes.uid()) : options.uid();
        Integer gid = options.keepOwners() ? Integer.valueOf(attributes.gid()) : options.gid();
        if (uid != null) {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        }
        if (gid != null) {
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Sets the permissions, where the file system has such. */
    static void setMode(Path path, int mode) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(permissions(mode));
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        PosixFilePermission[] fromHighest = PosixFilePermission.values();
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < fromHighest.length; i++) {
            if ((mode >> (fromHighest.length - 1 - i) & 1) == 1) {
                set.add(fromHighest[i]);
            }
        }
        return set;
    }
}
