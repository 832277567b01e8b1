package io.github.microovn.lxd.model;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * How files are copied from an instance, and trees both ways. Immutable: every {@code with} method returns a changed copy.
 *
 * @param keepOwners whether numeric owners are copied; what is pulled can only be given away by root
 * @param uid the numeric id of the owner where owners are not copied, or null: root on an instance, the caller here
 * @param gid the numeric id of the group where owners are not copied, or null
 * @param progress hears how many bytes of all files have come or gone
 */
public record TransferOptions(
        boolean keepOwners, @Nullable Integer uid, @Nullable Integer gid, TransferProgress progress) {
    private static final TransferOptions DEFAULTS = new TransferOptions(false, null, null, TransferProgress.NONE);

    /** {@inheritDoc} */
    public TransferOptions {
        requireNonNull(progress, "progress");
        if ((uid != null && uid < 0) || (gid != null && gid < 0)) {
            throw new IllegalArgumentException("negative owner: " + uid + ":" + gid);
        }
    }

    /**
     * Leaves everything to its default: what is pushed belongs to root, what is pulled to the caller.
     *
     * @return the options
     */
    public static TransferOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Copies the owners too, by number.
     *
     * @return the changed copy
     */
    public TransferOptions withOwnersKept() {
        return new TransferOptions(true, null, null, progress);
    }

    /**
     * Gives all to one owner.
     *
     * @param newUid the numeric id of the owner
     * @param newGid the numeric id of the group
     * @return the changed copy
     */
    public TransferOptions withOwner(int newUid, int newGid) {
        return new TransferOptions(false, newUid, newGid, progress);
    }

    /**
     * Sets who hears how far it is.
     *
     * @param newProgress hears of the bytes of all files together
     * @return the changed copy
     */
    public TransferOptions withProgress(TransferProgress newProgress) {
        return new TransferOptions(keepOwners, uid, gid, newProgress);
    }
}
