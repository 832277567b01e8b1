package io.github.microovn.lxd.model.network;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.Map;

/**
 * A DNS zone as it is asked for. Immutable: every {@code with} method returns a changed copy.
 *
 * @param name its name; not changed by an edit
 * @param description free text
 * @param config its settings
 */
public record NetworkZoneSpec(String name, String description, Map<String, String> config) {
    /** {@inheritDoc} */
    public NetworkZoneSpec {
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        config = Copies.of(config);
    }

    /**
     * Describes a zone without settings.
     *
     * @param name its name, for example {@code lxd.example.net}
     * @return the description
     */
    public static NetworkZoneSpec of(String name) {
        return new NetworkZoneSpec(name, "", Map.of());
    }

    /**
     * Sets the description.
     *
     * @param text free text
     * @return the changed copy
     */
    public NetworkZoneSpec withDescription(String text) {
        return new NetworkZoneSpec(name, text, config);
    }

    /**
     * Adds or replaces a setting.
     *
     * @param key for example {@code dns.nameservers}
     * @param value its value
     * @return the changed copy
     */
    public NetworkZoneSpec withConfig(String key, String value) {
        return new NetworkZoneSpec(name, description, Copies.with(config, key, value));
    }

    /**
     * Removes a setting.
     *
     * @param key its key
     * @return the changed copy
     */
    public NetworkZoneSpec withoutConfig(String key) {
        return new NetworkZoneSpec(name, description, Copies.without(config, key));
    }
}
