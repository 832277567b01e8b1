package io.github.microovn.lxd.model.storage;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a new volume is copied from. Immutable: every {@code with} method returns a changed copy.
 *
 * @param type {@code copy}
 * @param pool the pool of the original
 * @param name the name of the original; of a snapshot, {@code VOLUME/SNAPSHOT}
 * @param project the project of the original, or null for the same one
 * @param volumeOnly whether the snapshots are left behind
 * @param refresh whether a volume that is there already is brought up to date
 */
public record VolumeSource(
        String type, String pool, String name, @Nullable String project, boolean volumeOnly, boolean refresh) {
    /** {@inheritDoc} */
    public VolumeSource {
        requireNonNull(type, "type");
        requireNonNull(pool, "pool");
        requireNonNull(name, "name");
    }

    /**
     * Names a volume to copy with its snapshots.
     *
     * @param pool its pool
     * @param name its name; of a snapshot, {@code VOLUME/SNAPSHOT}
     * @return the source
     */
    public static VolumeSource copyOf(String pool, String name) {
        return new VolumeSource("copy", pool, name, null, false, false);
    }

    /**
     * Takes the original from another project.
     *
     * @param other the project of the original, or null for the same one
     * @return the changed copy
     */
    public VolumeSource withProject(@Nullable String other) {
        return new VolumeSource(type, pool, name, other, volumeOnly, refresh);
    }

    /**
     * Sets whether the snapshots are left behind.
     *
     * @param whether whether the snapshots are left behind
     * @return the changed copy
     */
    public VolumeSource withVolumeOnly(boolean whether) {
        return new VolumeSource(type, pool, name, project, whether, refresh);
    }

    /**
     * Sets whether a volume that is there already is brought up to date.
     *
     * @param whether whether a volume that is there already is brought up to date
     * @return the changed copy
     */
    public VolumeSource withRefresh(boolean whether) {
        return new VolumeSource(type, pool, name, project, volumeOnly, whether);
    }
}
