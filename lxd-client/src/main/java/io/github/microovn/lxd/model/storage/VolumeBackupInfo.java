package io.github.microovn.lxd.model.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backup of a volume that the daemon keeps.
 *
 * @param name its name
 * @param createdAt when it was created, or null where that is not known
 * @param expiresAt when the daemon deletes it, or null for never
 * @param volumeOnly whether it is without the snapshots
 * @param optimizedStorage whether it is in a format of the storage driver
 */
public record VolumeBackupInfo(
        String name,
        @Nullable Instant createdAt,
        @Nullable Instant expiresAt,
        boolean volumeOnly,
        boolean optimizedStorage) {}
