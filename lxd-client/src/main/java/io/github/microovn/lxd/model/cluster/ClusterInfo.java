package io.github.microovn.lxd.model.cluster;

import java.util.List;

/**
 * The cluster as one of its members sees it, or what a server would have to know to join one.
 *
 * @param serverName the name of the member that answers; empty without a cluster
 * @param enabled whether there is a cluster
 * @param memberConfig the settings that a server has to bring when it joins
 */
public record ClusterInfo(String serverName, boolean enabled, List<MemberKey> memberConfig) {
    /** {@inheritDoc} */
    public ClusterInfo {
        memberConfig = List.copyOf(memberConfig);
    }
}
