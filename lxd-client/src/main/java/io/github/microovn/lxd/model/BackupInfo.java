package io.github.microovn.lxd.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backup of an instance that the daemon keeps.
 *
 * @param name its name
 * @param createdAt when it was created, or null where that is not known
 * @param expiresAt when the daemon deletes it, or null for never
 * @param instanceOnly whether it is without the snapshots
 * @param optimizedStorage whether it is in a format of the storage driver
 */
public record BackupInfo(
        String name,
        @Nullable Instant createdAt,
        @Nullable Instant expiresAt,
        boolean instanceOnly,
        boolean optimizedStorage) {}
