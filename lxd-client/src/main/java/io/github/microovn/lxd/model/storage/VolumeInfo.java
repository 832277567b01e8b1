package io.github.microovn.lxd.model.storage;

import io.github.microovn.lxd.internal.copy.Copies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A volume of a storage pool, or, in lists, a snapshot of one.
 *
 * @param name its name; of a snapshot, the name of the volume, a slash and its own
 * @param type {@code container}, {@code virtual-machine}, {@code image} or {@code custom}
 * @param contentType {@code filesystem}, {@code block} or {@code iso}
 * @param description free text
 * @param config its settings
 * @param location the member of the cluster it is on, {@code none} without a cluster
 * @param project the project it belongs to
 * @param createdAt when it was created, or null where that is not known
 * @param usedBy the URLs of what uses it
 */
public record VolumeInfo(
        String name,
        String type,
        String contentType,
        String description,
        Map<String, String> config,
        String location,
        String project,
        @Nullable Instant createdAt,
        List<String> usedBy) {
    /** {@inheritDoc} */
    public VolumeInfo {
        config = Copies.of(config);
        usedBy = List.copyOf(usedBy);
    }

    /** {@return whether it is a snapshot of another volume} */
    public boolean isSnapshot() {
        return name.contains("/");
    }
}
