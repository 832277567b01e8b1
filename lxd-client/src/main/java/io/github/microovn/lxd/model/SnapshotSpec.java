package io.github.microovn.lxd.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of an instance as it is asked for. Immutable: every {@code with} method returns a changed copy.
 *
 * @param name its name; not changed by an edit
 * @param stateful whether the memory of the running instance becomes part of it; not changed by an edit
 * @param expiresAt when the daemon deletes it, or null for never
 */
public record SnapshotSpec(
        String name, boolean stateful, @Nullable Instant expiresAt) {
    /** {@inheritDoc} */
    public SnapshotSpec {
        requireNonNull(name, "name");
    }

    /**
     * Describes a snapshot of the files that stays.
     *
     * @param name its name
     * @return the description
     */
    public static SnapshotSpec of(String name) {
        return new SnapshotSpec(name, false, null);
    }

    /**
     * Sets whether the memory of the running instance becomes part of it.
     *
     * @param whether whether the memory of the running instance becomes part of it; not changed by an edit
     * @return the changed copy
     */
    public SnapshotSpec withStateful(boolean whether) {
        return new SnapshotSpec(name, whether, expiresAt);
    }

    /**
     * Sets when the daemon deletes it.
     *
     * @param time when the daemon deletes it, or null for never
     * @return the changed copy
     */
    public SnapshotSpec withExpiresAt(@Nullable Instant time) {
        return new SnapshotSpec(name, stateful, time);
    }
}
