package io.github.microovn.lxd.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backup of an instance as it is asked for. Immutable: every {@code with} method returns a changed copy.
 *
 * @param name its name
 * @param expiresAt when the daemon deletes it, or null for never
 * @param instanceOnly whether it is without the snapshots
 * @param optimizedStorage whether it is in a format of the storage driver, which only the same driver can import
 * @param compressionAlgorithm for example {@code gzip} or {@code none}; null for the default of the server
 */
public record BackupSpec(
        String name,
        @Nullable Instant expiresAt,
        boolean instanceOnly,
        boolean optimizedStorage,
        @Nullable String compressionAlgorithm) {
    /** {@inheritDoc} */
    public BackupSpec {
        requireNonNull(name, "name");
    }

    /**
     * Describes a backup with the snapshots.
     *
     * @param name its name
     * @return the description
     */
    public static BackupSpec of(String name) {
        return new BackupSpec(name, null, false, false, null);
    }

    /**
     * Sets when the daemon deletes it.
     *
     * @param time when the daemon deletes it, or null for never
     * @return the changed copy
     */
    public BackupSpec withExpiresAt(@Nullable Instant time) {
        return new BackupSpec(name, time, instanceOnly, optimizedStorage, compressionAlgorithm);
    }

    /**
     * Sets whether it is without the snapshots.
     *
     * @param whether whether it is without the snapshots
     * @return the changed copy
     */
    public BackupSpec withInstanceOnly(boolean whether) {
        return new BackupSpec(name, expiresAt, whether, optimizedStorage, compressionAlgorithm);
    }

    /**
     * Sets whether it is in a format of the storage driver.
     *
     * @param whether whether it is in a format of the storage driver, which only the same driver can import
     * @return the changed copy
     */
    public BackupSpec withOptimizedStorage(boolean whether) {
        return new BackupSpec(name, expiresAt, instanceOnly, whether, compressionAlgorithm);
    }

    /**
     * Sets how it is compressed.
     *
     * @param algorithm for example {@code gzip} or {@code none}; null for the default of the server
     * @return the changed copy
     */
    public BackupSpec withCompressionAlgorithm(@Nullable String algorithm) {
        return new BackupSpec(name, expiresAt, instanceOnly, optimizedStorage, algorithm);
    }
}
