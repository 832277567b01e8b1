package io.github.microovn.lxd.model;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;
import java.util.Map;

/**
 * A profile: settings and devices that instances share.
 *
 * @param name its name
 * @param description free text
 * @param config its settings
 * @param devices its devices by name
 * @param usedBy the URLs of the instances that have it
 */
public record ProfileInfo(
        String name,
        String description,
        Map<String, String> config,
        Map<String, Map<String, String>> devices,
        List<String> usedBy) {

    /** {@inheritDoc} */
    public ProfileInfo {
        config = Copies.of(config);
        devices = Copies.ofMaps(devices);
        usedBy = List.copyOf(usedBy);
    }
}
