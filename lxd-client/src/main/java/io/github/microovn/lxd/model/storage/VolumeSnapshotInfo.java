package io.github.microovn.lxd.model.storage;

import io.github.microovn.lxd.internal.copy.Copies;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a volume.
 *
 * @param name its name
 * @param description free text
 * @param config its settings
 * @param contentType {@code filesystem}, {@code block} or {@code iso}
 * @param createdAt when it was created, or null where that is not known
 * @param expiresAt when the daemon deletes it, or null for never
 */
public record VolumeSnapshotInfo(
        String name,
        String description,
        Map<String, String> config,
        String contentType,
        @Nullable Instant createdAt,
        @Nullable Instant expiresAt) {
    /** {@inheritDoc} */
    public VolumeSnapshotInfo {
        config = Copies.of(config);
        // Lists have the name of the volume before it.
        name = name.substring(name.lastIndexOf('/') + 1);
    }
}
