package io.github.microovn.lxd.model.storage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a volume as it is asked for. Immutable: every {@code with} method returns a changed copy.
 *
 * @param name its name; not changed by an edit
 * @param description free text
 * @param expiresAt when the daemon deletes it, or null for never
 */
public record VolumeSnapshotSpec(
        String name, String description, @Nullable Instant expiresAt) {
    /** {@inheritDoc} */
    public VolumeSnapshotSpec {
        requireNonNull(name, "name");
        requireNonNull(description, "description");
    }

    /**
     * Describes a snapshot that stays.
     *
     * @param name its name
     * @return the description
     */
    public static VolumeSnapshotSpec of(String name) {
        return new VolumeSnapshotSpec(name, "", null);
    }

    /**
     * Sets the description.
     *
     * @param text free text
     * @return the changed copy
     */
    public VolumeSnapshotSpec withDescription(String text) {
        return new VolumeSnapshotSpec(name, text, expiresAt);
    }

    /**
     * Sets when the daemon deletes it.
     *
     * @param time when the daemon deletes it, or null for never
     * @return the changed copy
     */
    public VolumeSnapshotSpec withExpiresAt(@Nullable Instant time) {
        return new VolumeSnapshotSpec(name, description, time);
    }
}
