package io.github.microovn.lxd.model.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server becomes as to clusters: the first member of one, a member of one that is there, or none. Immutable:
 * every {@code with} method returns a changed copy.
 *
 * @param serverName the name of the member
 * @param enabled whether it is a member
 * @param serverAddress the address of the server for the other members; empty for the first one
 * @param clusterAddress the address of a member to join; empty for the first one
 * @param clusterCertificate the certificate of the cluster to join, in PEM; empty for the first one
 * @param clusterToken the join token as newer servers read it; secret
 * @param clusterPassword the join token as LXD 5.0 reads it; secret
 * @param memberConfig the settings that the server brings when it joins
 */
public record ClusterMembership(
        String serverName,
        boolean enabled,
        String serverAddress,
        String clusterAddress,
        String clusterCertificate,
        @Nullable String clusterToken,
        @Nullable String clusterPassword,
        List<MemberKey> memberConfig) {
    /** {@inheritDoc} */
    public ClusterMembership {
        memberConfig = List.copyOf(memberConfig);
    }

    /**
     * Describes the first member of a new cluster.
     *
     * @param serverName the name of the member
     * @return the description
     */
    public static ClusterMembership first(String serverName) {
        return new ClusterMembership(serverName, true, "", "", "", null, null, List.of());
    }

    /**
     * Describes a member of a cluster that is there.
     *
     * @param serverName the name that the token was made for
     * @param serverAddress the address of the server for the other members, for example {@code 10.0.0.2:8443}
     * @param clusterAddress the address of a member, for example {@code 10.0.0.1:8443}
     * @param clusterCertificate the certificate of the cluster, in PEM
     * @param token the join token
     * @return the description
     */
    public static ClusterMembership joining(
            String serverName, String serverAddress, String clusterAddress, String clusterCertificate, String token) {
        return new ClusterMembership(
                serverName, true, serverAddress, clusterAddress, clusterCertificate, token, token, List.of());
    }

    /**
     * Describes a server that is in no cluster.
     *
     * @return the description
     */
    public static ClusterMembership none() {
        return new ClusterMembership("", false, "", "", "", null, null, List.of());
    }

    /**
     * Sets what the server brings.
     *
     * @param keys the keys of {@link ClusterInfo#memberConfig} with their values
     * @return the changed copy
     */
    public ClusterMembership withMemberConfig(List<MemberKey> keys) {
        return new ClusterMembership(
                serverName,
                enabled,
                serverAddress,
                clusterAddress,
                clusterCertificate,
                clusterToken,
                clusterPassword,
                keys);
    }

    /** {@return what it is without the token} */
    @Override
    public String toString() {
        return "ClusterMembership[serverName=" + serverName + ", enabled=" + enabled + ", clusterAddress="
                + clusterAddress + "]";
    }
}
