package io.github.microovn.lxd.model.network;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;
import java.util.Map;

/**
 * An access control list: rules for what goes into instances and out of them.
 *
 * @param name its name
 * @param description free text
 * @param config its settings
 * @param egress the rules for what goes out
 * @param ingress the rules for what goes in
 * @param usedBy the URLs of what uses it
 */
public record NetworkAclInfo(
        String name,
        String description,
        Map<String, String> config,
        List<AclRule> egress,
        List<AclRule> ingress,
        List<String> usedBy) {
    /** {@inheritDoc} */
    public NetworkAclInfo {
        config = Copies.of(config);
        egress = List.copyOf(egress);
        ingress = List.copyOf(ingress);
        usedBy = List.copyOf(usedBy);
    }
}
