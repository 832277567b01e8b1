package io.github.microovn.lxd.model.cluster;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;

/**
 * A group of members of a cluster. Immutable: every {@code with} method returns a changed copy.
 *
 * @param name its name; not changed by an edit
 * @param description free text
 * @param members the names of the members
 */
public record ClusterGroup(String name, String description, List<String> members) {
    /** {@inheritDoc} */
    public ClusterGroup {
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        members = List.copyOf(members);
    }

    /**
     * Describes a group without members.
     *
     * @param name its name
     * @return the description
     */
    public static ClusterGroup of(String name) {
        return new ClusterGroup(name, "", List.of());
    }

    /**
     * Sets the description.
     *
     * @param text free text
     * @return the changed copy
     */
    public ClusterGroup withDescription(String text) {
        return new ClusterGroup(name, text, members);
    }

    /**
     * Adds a member.
     *
     * @param member its name
     * @return the changed copy
     */
    public ClusterGroup withMember(String member) {
        return new ClusterGroup(name, description, Copies.with(members, member));
    }

    /**
     * Sets all members.
     *
     * @param all the names of the members
     * @return the changed copy
     */
    public ClusterGroup withMembers(List<String> all) {
        return new ClusterGroup(name, description, all);
    }
}
