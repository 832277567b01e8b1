package io.github.microovn.lxd.model.storage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backup of a volume as it is asked for. Immutable: every {@code with} method returns a changed copy.
 *
 * @param name its name
 * @param expiresAt when the daemon deletes it, or null for never
 * @param volumeOnly whether it is without the snapshots
 * @param optimizedStorage whether it is in a format of the storage driver, which only the same driver can import
 * @param compressionAlgorithm for example {@code gzip} or {@code none}; null for the default of the server
 */
public record VolumeBackupSpec(
        String name,
        @Nullable Instant expiresAt,
        boolean volumeOnly,
        boolean optimizedStorage,
        @Nullable String compressionAlgorithm) {
    /** {@inheritDoc} */
    public VolumeBackupSpec {
        requireNonNull(name, "name");
    }

    /**
     * Describes a backup with the snapshots.
     *
     * @param name its name
     * @return the description
     */
    public static VolumeBackupSpec of(String name) {
        return new VolumeBackupSpec(name, null, false, false, null);
    }

    /**
     * Sets when the daemon deletes it.
     *
     * @param time when the daemon deletes it, or null for never
     * @return the changed copy
     */
    public VolumeBackupSpec withExpiresAt(@Nullable Instant time) {
        return new VolumeBackupSpec(name, time, volumeOnly, optimizedStorage, compressionAlgorithm);
    }

    /**
     * Sets whether it is without the snapshots.
     *
     * @param whether whether it is without the snapshots
     * @return the changed copy
     */
    public VolumeBackupSpec withVolumeOnly(boolean whether) {
        return new VolumeBackupSpec(name, expiresAt, whether, optimizedStorage, compressionAlgorithm);
    }

    /**
     * Sets whether it is in a format of the storage driver.
     *
     * @param whether whether it is in a format of the storage driver, which only the same driver can import
     * @return the changed copy
     */
    public VolumeBackupSpec withOptimizedStorage(boolean whether) {
        return new VolumeBackupSpec(name, expiresAt, volumeOnly, whether, compressionAlgorithm);
    }

    /**
     * Sets how it is compressed.
     *
     * @param algorithm for example {@code gzip} or {@code none}; null for the default of the server
     * @return the changed copy
     */
    public VolumeBackupSpec withCompressionAlgorithm(@Nullable String algorithm) {
        return new VolumeBackupSpec(name, expiresAt, volumeOnly, optimizedStorage, algorithm);
    }
}
