package io.github.microovn.lxd.model.network;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;
import java.util.Map;

/**
 * A network, or a network interface of the host that the daemon does not manage.
 *
 * @param name its name
 * @param type for example {@code bridge}, {@code ovn}, {@code physical}, or what the interface of the host is
 * @param managed whether the daemon manages it
 * @param status for example {@code Created} or {@code Pending}; empty for an interface of the host
 * @param description free text
 * @param config its settings
 * @param locations the members of the cluster it is on, {@code none} without a cluster
 * @param usedBy the URLs of what uses it
 */
public record NetworkInfo(
        String name,
        String type,
        boolean managed,
        String status,
        String description,
        Map<String, String> config,
        List<String> locations,
        List<String> usedBy) {
    /** {@inheritDoc} */
    public NetworkInfo {
        config = Copies.of(config);
        locations = List.copyOf(locations);
        usedBy = List.copyOf(usedBy);
    }
}
