package io.github.microovn.lxd.model.cluster;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;
import java.util.Map;

/**
 * A member of a cluster.
 *
 * @param serverName its name
 * @param url where it is
 * @param database whether it has the database
 * @param status for example {@code Online} or {@code Evacuated}
 * @param message more about its status
 * @param architecture for example {@code x86_64}
 * @param roles what it is for, for example {@code database}
 * @param failureDomain what fails together with it
 * @param description free text
 * @param config its settings
 * @param groups the groups it belongs to
 */
public record ClusterMemberInfo(
        String serverName,
        String url,
        boolean database,
        String status,
        String message,
        String architecture,
        List<String> roles,
        String failureDomain,
        String description,
        Map<String, String> config,
        List<String> groups) {
    /** {@inheritDoc} */
    public ClusterMemberInfo {
        roles = List.copyOf(roles);
        config = Copies.of(config);
        groups = List.copyOf(groups);
    }
}
