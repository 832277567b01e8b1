package io.github.microovn.lxd.model.network;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.Map;

/**
 * A network as it is asked for. Immutable: every {@code with} method returns a changed copy.
 *
 * @param name its name; not changed by an edit
 * @param type for example {@code bridge} or {@code ovn}; not changed by an edit
 * @param description free text
 * @param config its settings
 */
public record NetworkSpec(String name, String type, String description, Map<String, String> config) {
    /** {@inheritDoc} */
    public NetworkSpec {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(description, "description");
        config = Copies.of(config);
    }

    /**
     * Describes a bridge with the settings that the daemon chooses.
     *
     * @param name its name, which is also that of the interface on the host: at most 15 characters
     * @return the description
     */
    public static NetworkSpec bridge(String name) {
        return of(name, "bridge");
    }

    /**
     * Describes a network with the settings that the daemon chooses.
     *
     * @param name its name
     * @param type for example {@code ovn}, {@code macvlan}, {@code sriov} or {@code physical}
     * @return the description
     */
    public static NetworkSpec of(String name, String type) {
        return new NetworkSpec(name, type, "", Map.of());
    }

    /**
     * Sets the description.
     *
     * @param text free text
     * @return the changed copy
     */
    public NetworkSpec withDescription(String text) {
        return new NetworkSpec(name, type, text, config);
    }

    /**
     * Adds or replaces a setting.
     *
     * @param key for example {@code ipv4.address}
     * @param value its value
     * @return the changed copy
     */
    public NetworkSpec withConfig(String key, String value) {
        return new NetworkSpec(name, type, description, Copies.with(config, key, value));
    }

    /**
     * Removes a setting.
     *
     * @param key its key
     * @return the changed copy
     */
    public NetworkSpec withoutConfig(String key) {
        return new NetworkSpec(name, type, description, Copies.without(config, key));
    }
}
