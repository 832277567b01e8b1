package io.github.microovn.lxd.internal.sftp;

import io.github.microovn.lxd.model.FileInfo;
import io.github.microovn.lxd.model.FileType;
import java.io.EOFException;
import java.time.Instant;
import okio.Buffer;

/**
 * What a path is.
 *
 * @param size how many bytes it has
 * @param uid the numeric id of its owner
 * @param gid the numeric id of its group
 * @param permissions its type and its permissions
 * @param modifiedAt when it was changed last, in seconds since 1970
 */
public record SftpAttributes(long size, int uid, int gid, int permissions, long modifiedAt) {
    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int SYMLINK = 0120000;
    private static final int MODE = 0777;

    static SftpAttributes read(Buffer fields) throws EOFException {
        int flags = fields.readInt();
        boolean owned = (flags & Packet.HAS_OWNER) != 0;
        boolean dated = (flags & Packet.HAS_TIMES) != 0;
        long size = (flags & Packet.HAS_SIZE) != 0 ? fields.readLong() : 0;
        int uid = owned ? fields.readInt() : 0;
        int gid = owned ? fields.readInt() : 0;
        int permissions = (flags & Packet.HAS_PERMISSIONS) != 0 ? fields.readInt() : 0;
        if (dated) {
            fields.skip(Integer.BYTES);
        }
        long modifiedAt = dated ? fields.readInt() & 0xffffffffL : 0;
        int extensions = (flags & Packet.HAS_EXTENSIONS) != 0 ? fields.readInt() : 0;
        for (int i = 0; i < 2 * extensions; i++) {
            SftpChannel.string(fields);
        }
        return new SftpAttributes(size, uid, gid, permissions, modifiedAt);
    }

    /** Returns what kind of thing it is. */
    public FileType type() {
        return switch (permissions & TYPE) {
            case REGULAR -> FileType.FILE;
            case DIRECTORY -> FileType.DIRECTORY;
            case SYMLINK -> FileType.SYMLINK;
            default -> FileType.UNKNOWN;
        };
    }

    /** Returns its permissions. */
    public int mode() {
        return permissions & MODE;
    }

    /** Returns it as callers see it. */
    public FileInfo info(String path) {
        return new FileInfo(path, type(), mode(), uid, gid, size, Instant.ofEpochSecond(modifiedAt));
    }
}
