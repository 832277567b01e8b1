package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.json.Members;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.model.cluster.ClusterGroup;
import io.github.microovn.lxd.model.cluster.ClusterInfo;
import io.github.microovn.lxd.model.cluster.ClusterMembership;
import java.util.Map;

/** The cluster that a server is a member of, or can become one of ({@code /1.0/cluster}). Thread-safe. */
public final class Cluster {
    private final Api api;

    Cluster(Api api) {
        this.api = api.outsideProjects();
    }

    /** {@return what the server knows of its cluster ({@code GET /1.0/cluster})} */
    public ClusterInfo info() {
        return api.get(api.request("GET", "read the cluster", "cluster"), ClusterInfo.class);
    }

    /**
     * Makes the server the first member of a cluster, a member of one that is there, or one of none
     * ({@code PUT /1.0/cluster}).
     *
     * @param membership what it becomes
     */
    public void change(ClusterMembership membership) {
        api.change(api.request("PUT", "change the cluster of the server", "cluster")
                .withJson(Members.of(membership)));
    }

    /**
     * Replaces the certificate of all members ({@code PUT /1.0/cluster/certificate}).
     *
     * @param certificate the new certificate, in PEM
     * @param key its key, in PEM
     */
    public void replaceCertificate(String certificate, String key) {
        api.change(api.request("PUT", "replace the certificate of the cluster", "cluster", "certificate")
                .withJson(Map.of("cluster_certificate", certificate, "cluster_certificate_key", key)));
    }

    /** {@return its members ({@code /1.0/cluster/members})} */
    public ClusterMembers members() {
        return ClusterMembers.of(api);
    }

    /** {@return its groups of members ({@code /1.0/cluster/groups})} */
    public RenamableResources<ClusterGroup, ClusterGroup> groups() {
        return new RenamableResources<>(
                Family.of(api, ClusterGroup.class, ClusterGroup.class, Noun.of("cluster group"), "cluster", "groups"));
    }
}
