package io.github.microovn.lxd.model.network;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;
import java.util.Map;

/**
 * A forward as it is asked for. Immutable: every {@code with} method returns a changed copy.
 *
 * @param listenAddress the address; not changed by an edit
 * @param description free text
 * @param config its settings
 * @param ports the ports that go elsewhere
 */
public record NetworkForwardSpec(
        String listenAddress, String description, Map<String, String> config, List<ForwardPort> ports) {
    /** {@inheritDoc} */
    public NetworkForwardSpec {
        requireNonNull(listenAddress, "listenAddress");
        requireNonNull(description, "description");
        config = Copies.of(config);
        ports = List.copyOf(ports);
    }

    /**
     * Describes a forward of nothing yet.
     *
     * @param listenAddress the address
     * @return the description
     */
    public static NetworkForwardSpec of(String listenAddress) {
        return new NetworkForwardSpec(listenAddress, "", Map.of(), List.of());
    }

    /**
     * Sets the description.
     *
     * @param text free text
     * @return the changed copy
     */
    public NetworkForwardSpec withDescription(String text) {
        return new NetworkForwardSpec(listenAddress, text, config, ports);
    }

    /**
     * Adds or replaces a setting.
     *
     * @param key for example {@code target_address}
     * @param value its value
     * @return the changed copy
     */
    public NetworkForwardSpec withConfig(String key, String value) {
        return new NetworkForwardSpec(listenAddress, description, Copies.with(config, key, value), ports);
    }

    /**
     * Removes a setting.
     *
     * @param key its key
     * @return the changed copy
     */
    public NetworkForwardSpec withoutConfig(String key) {
        return new NetworkForwardSpec(listenAddress, description, Copies.without(config, key), ports);
    }

    /**
     * Adds a port.
     *
     * @param port where it goes
     * @return the changed copy
     */
    public NetworkForwardSpec withPort(ForwardPort port) {
        return new NetworkForwardSpec(listenAddress, description, config, Copies.with(ports, port));
    }

    /**
     * Sets all ports.
     *
     * @param all the ports that go elsewhere
     * @return the changed copy
     */
    public NetworkForwardSpec withPorts(List<ForwardPort> all) {
        return new NetworkForwardSpec(listenAddress, description, config, all);
    }
}
