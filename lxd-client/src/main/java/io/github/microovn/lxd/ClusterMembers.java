package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.internal.resource.Tokens;
import io.github.microovn.lxd.model.IssuedToken;
import io.github.microovn.lxd.model.cluster.ClusterMemberInfo;
import io.github.microovn.lxd.model.cluster.ClusterMemberSettings;
import java.util.Map;

/** The members of a cluster ({@code /1.0/cluster/members}). Thread-safe. */
public final class ClusterMembers extends EditableResources<ClusterMemberInfo, ClusterMemberSettings> {
    private static final String NAME = "server_name";

    private final Family<ClusterMemberInfo, ClusterMemberSettings> family;

    private ClusterMembers(Family<ClusterMemberInfo, ClusterMemberSettings> family) {
        super(family);
        this.family = family;
    }

    static ClusterMembers of(Api api) {
        return new ClusterMembers(Family.of(
                api,
                ClusterMemberInfo.class,
                ClusterMemberSettings.class,
                Noun.of("cluster member"),
                "cluster",
                "members"));
    }

    /**
     * Issues a token with which a server joins the cluster ({@code POST /1.0/cluster/members}).
     *
     * @param name the name of the new member
     * @return the token, as {@code lxd init} takes it
     */
    public IssuedToken invite(String name) {
        return Tokens.issue(
                family.api(), family.post("invite cluster member " + name).withJson(Map.of(NAME, name)), NAME, name);
    }

    /**
     * Renames a member ({@code POST /1.0/cluster/members/NAME}).
     *
     * @param name its name
     * @param newName its new name
     */
    public void rename(String name, String newName) {
        family.item(name).move(Map.of(NAME, newName), "rename cluster member " + name + " to " + newName);
    }

    /**
     * Moves the instances of a member away, or stops them ({@code POST /1.0/cluster/members/NAME/state}).
     *
     * @param name its name
     */
    public void evacuate(String name) {
        changeState(name, "evacuate");
    }

    /**
     * Brings the instances of an evacuated member back ({@code POST /1.0/cluster/members/NAME/state}).
     *
     * @param name its name
     */
    public void restore(String name) {
        changeState(name, "restore");
    }

    private void changeState(String name, String action) {
        family.api()
                .change(family.item(name)
                        .request("POST", action + " cluster member " + name, "state")
                        .withJson(Map.of("action", action)));
    }

    /**
     * Removes a member that is lost, with everything on it ({@code DELETE /1.0/cluster/members/NAME?force=1}).
     *
     * @param name its name
     */
    public void forget(String name) {
        family.api()
                .change(family.item(name)
                        .request("DELETE", "forget cluster member " + name)
                        .withQuery("force", "1"));
    }
}
