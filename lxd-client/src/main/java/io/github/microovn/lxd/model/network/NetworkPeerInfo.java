package io.github.microovn.lxd.model.network;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;
import java.util.Map;

/**
 * A connection of a network with another one of OVN.
 *
 * @param name its name
 * @param description free text
 * @param config its settings
 * @param targetProject the project of the other network
 * @param targetNetwork the other network
 * @param status {@code Pending} until the other network has a peer for this one, then {@code Created}
 * @param usedBy the URLs of what uses it
 */
public record NetworkPeerInfo(
        String name,
        String description,
        Map<String, String> config,
        String targetProject,
        String targetNetwork,
        String status,
        List<String> usedBy) {
    /** {@inheritDoc} */
    public NetworkPeerInfo {
        config = Copies.of(config);
        usedBy = List.copyOf(usedBy);
    }
}
