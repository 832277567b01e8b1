package io.github.microovn.lxd.model.cluster;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;
import java.util.Map;

/**
 * What of a member of a cluster can be changed. Immutable: every {@code with} method returns a changed copy.
 *
 * @param roles what it is for; those of the database are the daemon's own
 * @param failureDomain what fails together with it
 * @param description free text
 * @param config its settings
 * @param groups the groups it belongs to, at least one
 */
public record ClusterMemberSettings(
        List<String> roles, String failureDomain, String description, Map<String, String> config, List<String> groups) {
    /** {@inheritDoc} */
    public ClusterMemberSettings {
        requireNonNull(failureDomain, "failureDomain");
        requireNonNull(description, "description");
        roles = List.copyOf(roles);
        config = Copies.of(config);
        groups = List.copyOf(groups);
    }

    /**
     * Adds a role.
     *
     * @param role for example {@code event-hub}
     * @return the changed copy
     */
    public ClusterMemberSettings withRole(String role) {
        return new ClusterMemberSettings(Copies.with(roles, role), failureDomain, description, config, groups);
    }

    /**
     * Sets all roles.
     *
     * @param all what it is for; those of the database are the daemon's own
     * @return the changed copy
     */
    public ClusterMemberSettings withRoles(List<String> all) {
        return new ClusterMemberSettings(all, failureDomain, description, config, groups);
    }

    /**
     * Sets what fails together with it.
     *
     * @param name what fails together with it
     * @return the changed copy
     */
    public ClusterMemberSettings withFailureDomain(String name) {
        return new ClusterMemberSettings(roles, name, description, config, groups);
    }

    /**
     * Sets the description.
     *
     * @param text free text
     * @return the changed copy
     */
    public ClusterMemberSettings withDescription(String text) {
        return new ClusterMemberSettings(roles, failureDomain, text, config, groups);
    }

    /**
     * Adds or replaces a setting.
     *
     * @param key for example {@code scheduler.instance}
     * @param value its value
     * @return the changed copy
     */
    public ClusterMemberSettings withConfig(String key, String value) {
        return new ClusterMemberSettings(roles, failureDomain, description, Copies.with(config, key, value), groups);
    }

    /**
     * Removes a setting.
     *
     * @param key its key
     * @return the changed copy
     */
    public ClusterMemberSettings withoutConfig(String key) {
        return new ClusterMemberSettings(roles, failureDomain, description, Copies.without(config, key), groups);
    }

    /**
     * Adds it to a group.
     *
     * @param group the name of the group
     * @return the changed copy
     */
    public ClusterMemberSettings withGroup(String group) {
        return new ClusterMemberSettings(roles, failureDomain, description, config, Copies.with(groups, group));
    }

    /**
     * Sets all groups.
     *
     * @param all the groups it belongs to, at least one
     * @return the changed copy
     */
    public ClusterMemberSettings withGroups(List<String> all) {
        return new ClusterMemberSettings(roles, failureDomain, description, config, all);
    }
}
