package io.github.microovn.lxd.model;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.Map;

/**
 * What a new instance is made from. Immutable: every {@code with} method returns a changed copy.
 *
 * @param members what the API is told, as JSON values; can hold secrets
 */
public record InstanceSource(Map<String, Object> members) {
    /** {@inheritDoc} */
    public InstanceSource {
        members = Copies.of(members);
    }

    /**
     * Takes an image that the daemon has.
     *
     * @param aliasOrFingerprint an alias, or a fingerprint or the start of one
     * @return the source
     */
    public static InstanceSource image(String aliasOrFingerprint) {
        return new InstanceSource(Map.of("type", "image", "alias", aliasOrFingerprint));
    }

    /**
     * Takes an image from another server.
     *
     * @param server the URL of the server
     * @param protocol {@code simplestreams} or {@code lxd}
     * @param alias the name of the image there, for example {@code debian/12}
     * @return the source
     */
    public static InstanceSource remoteImage(String server, String protocol, String alias) {
        return new InstanceSource(
                Map.of("type", "image", "mode", "pull", "server", server, "protocol", protocol, "alias", alias));
    }

    /**
     * Takes nothing: the root disk is empty, which is of use for virtual machines.
     *
     * @return the source
     */
    public static InstanceSource none() {
        return new InstanceSource(Map.of("type", "none"));
    }

    /**
     * Copies an instance, or a snapshot of one, of the same server.
     *
     * @param instance its name; of a snapshot, {@code INSTANCE/SNAPSHOT}
     * @return the source
     */
    public static InstanceSource copyOf(String instance) {
        return new InstanceSource(Map.of("type", "copy", "source", instance));
    }

    /**
     * Copies an instance from another server, which has offered it.
     *
     * @param operation the URL of the operation on the other server
     * @param secrets the secrets of the offer
     * @param certificate the certificate of the other server, in PEM
     * @return the source
     */
    public static InstanceSource migration(String operation, Map<String, String> secrets, String certificate) {
        return new InstanceSource(Map.of(
                "type",
                "migration",
                "mode",
                "pull",
                "operation",
                operation,
                "secrets",
                Copies.of(secrets),
                "certificate",
                certificate));
    }

    /**
     * Takes the original from another project of the same server.
     *
     * @param project the name of the project
     * @return the changed copy
     */
    public InstanceSource withProject(String project) {
        return with("project", project);
    }

    /**
     * Leaves the snapshots of the original behind.
     *
     * @return the changed copy
     */
    public InstanceSource withoutSnapshots() {
        return with("instance_only", true);
    }

    /**
     * Tells the API something else.
     *
     * @param member the name of the member
     * @param value its value in JSON values
     * @return the changed copy
     */
    public InstanceSource with(String member, Object value) {
        return new InstanceSource(Copies.with(members, member, value));
    }

    /** {@return what kind it is, without the secrets that can be in it} */
    @Override
    public String toString() {
        return "InstanceSource[" + members.get("type") + "]";
    }
}
