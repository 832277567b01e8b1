package io.github.microovn.lxd.model.network;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;
import java.util.Map;

/**
 * A DNS zone that the daemon serves.
 *
 * @param name its name
 * @param description free text
 * @param config its settings
 * @param usedBy the URLs of what uses it
 */
public record NetworkZoneInfo(String name, String description, Map<String, String> config, List<String> usedBy) {
    /** {@inheritDoc} */
    public NetworkZoneInfo {
        config = Copies.of(config);
        usedBy = List.copyOf(usedBy);
    }
}
