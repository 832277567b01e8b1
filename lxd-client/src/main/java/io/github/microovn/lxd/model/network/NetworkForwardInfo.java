package io.github.microovn.lxd.model.network;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;
import java.util.Map;

/**
 * An address whose connections a network forwards to instances.
 *
 * @param listenAddress the address
 * @param description free text
 * @param config its settings
 * @param ports the ports that go elsewhere
 * @param location the member of the cluster it is on, {@code none} without a cluster
 */
public record NetworkForwardInfo(
        String listenAddress,
        String description,
        Map<String, String> config,
        List<ForwardPort> ports,
        String location) {
    /** {@inheritDoc} */
    public NetworkForwardInfo {
        config = Copies.of(config);
        ports = List.copyOf(ports);
    }
}
