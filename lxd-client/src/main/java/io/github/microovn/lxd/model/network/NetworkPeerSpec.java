package io.github.microovn.lxd.model.network;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.Map;

/**
 * A connection of a network with another one, as it is asked for. Immutable: every {@code with} method returns a
 * changed copy.
 *
 * @param name its name; not changed by an edit
 * @param description free text
 * @param config its settings
 * @param targetProject the project of the other network; empty for the same one
 * @param targetNetwork the other network
 */
public record NetworkPeerSpec(
        String name, String description, Map<String, String> config, String targetProject, String targetNetwork) {
    /** {@inheritDoc} */
    public NetworkPeerSpec {
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        requireNonNull(targetProject, "targetProject");
        requireNonNull(targetNetwork, "targetNetwork");
        config = Copies.of(config);
    }

    /**
     * Describes a peer.
     *
     * @param name its name
     * @param targetProject the project of the other network
     * @param targetNetwork the other network
     * @return the description
     */
    public static NetworkPeerSpec of(String name, String targetProject, String targetNetwork) {
        return new NetworkPeerSpec(name, "", Map.of(), targetProject, targetNetwork);
    }

    /**
     * Sets the description.
     *
     * @param text free text
     * @return the changed copy
     */
    public NetworkPeerSpec withDescription(String text) {
        return new NetworkPeerSpec(name, text, config, targetProject, targetNetwork);
    }

    /**
     * Adds or replaces a setting.
     *
     * @param key for example {@code user.owner}
     * @param value its value
     * @return the changed copy
     */
    public NetworkPeerSpec withConfig(String key, String value) {
        return new NetworkPeerSpec(name, description, Copies.with(config, key, value), targetProject, targetNetwork);
    }

    /**
     * Removes a setting.
     *
     * @param key its key
     * @return the changed copy
     */
    public NetworkPeerSpec withoutConfig(String key) {
        return new NetworkPeerSpec(name, description, Copies.without(config, key), targetProject, targetNetwork);
    }
}
