package io.github.microovn.lxd.model.storage;

/**
 * How much of a storage pool is in use.
 *
 * @param space bytes
 * @param inodes inodes
 */
public record StoragePoolUse(Use space, Use inodes) {

    /**
     * The use of one kind.
     *
     * @param used how much is in use
     * @param total how much there is
     */
    public record Use(long used, long total) {}
}
