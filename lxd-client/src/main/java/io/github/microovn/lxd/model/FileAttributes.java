package io.github.microovn.lxd.model;

import org.jspecify.annotations.Nullable;

/**
 * Permissions and owner for a file or a directory that is written. What is null is left to the daemon: 0644 for files, 0750
 * for directories, root.
 *
 * @param mode the permissions, 0 to 0777
 * @param uid the numeric id of the owner on the instance
 * @param gid the numeric id of the group on the instance
 */
public record FileAttributes(
        @Nullable Integer mode,
        @Nullable Integer uid,
        @Nullable Integer gid) {
    private static final FileAttributes DEFAULTS = new FileAttributes(null, null, null);

    /** {@inheritDoc} */
    public FileAttributes {
        if (mode != null && (mode < 0 || mode > 0777)) {
            throw new IllegalArgumentException(
                    "only the permissions 0 to 0777 can be set: 0" + Integer.toOctalString(mode));
        }
        if ((uid != null && uid < 0) || (gid != null && gid < 0)) {
            throw new IllegalArgumentException("negative owner: " + uid + ":" + gid);
        }
    }

    /**
     * Leaves everything to the daemon.
     *
     * @return the attributes
     */
    public static FileAttributes defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the permissions and leaves the owner to the daemon.
     *
     * @param mode the permissions, 0 to 0777
     * @return the attributes
     */
    public static FileAttributes mode(int mode) {
        return new FileAttributes(mode, null, null);
    }

    /**
     * Adds the owner.
     *
     * @param newUid the numeric id of the owner on the instance
     * @param newGid the numeric id of the group on the instance
     * @return the changed copy
     */
    public FileAttributes withOwner(int newUid, int newGid) {
        return new FileAttributes(mode, newUid, newGid);
    }
}
