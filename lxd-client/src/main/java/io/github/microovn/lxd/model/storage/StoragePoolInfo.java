package io.github.microovn.lxd.model.storage;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;
import java.util.Map;

/**
 * A storage pool.
 *
 * @param name its name
 * @param driver for example {@code dir}, {@code zfs} or {@code ceph}
 * @param description free text
 * @param status for example {@code Created} or {@code Pending}
 * @param config its settings
 * @param locations the members of the cluster it is on, {@code none} without a cluster
 * @param usedBy the URLs of what uses it
 */
public record StoragePoolInfo(
        String name,
        String driver,
        String description,
        String status,
        Map<String, String> config,
        List<String> locations,
        List<String> usedBy) {
    /** {@inheritDoc} */
    public StoragePoolInfo {
        config = Copies.of(config);
        locations = List.copyOf(locations);
        usedBy = List.copyOf(usedBy);
    }
}
