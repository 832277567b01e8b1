package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.model.ProfileInfo;
import io.github.microovn.lxd.model.ProfileSpec;
import io.github.microovn.lxd.model.ServerInfo;

/**
 * A connection to an LXD or Incus daemon. Thread-safe; every call blocks until the daemon has answered or its deadline has passed.
 *
 * <p>All calls throw members of {@link io.github.microovn.lxd.error.LxdException}.
 */
public final class LxdClient implements AutoCloseable {
    private final Api api;

    LxdClient(Api api) {
        this.api = api;
    }

    /**
     * Connects to the daemon of this machine: {@code LXD_SOCKET}, {@code LXD_DIR}, {@code INCUS_SOCKET} or {@code INCUS_DIR}
     * if one of them is set, otherwise the snap's socket where it may be used, {@code /var/lib/lxd/unix.socket}, then those of
     * Incus.
     *
     * @return the client
     * @throws io.github.microovn.lxd.error.LxdConnectionException naming every place that was tried and why it failed
     */
    public static LxdClient connect() {
        return builder().connect();
    }

    /**
     * Connects to a remote that the command {@code lxc} or {@code incus} knows, as {@link LxdClientBuilder#remote} tells.
     *
     * @param remote the name of the remote; {@code local} is the daemon of this machine
     * @return the client
     * @throws io.github.microovn.lxd.error.LxdException as {@link LxdClientBuilder#connect} tells
     */
    public static LxdClient connect(String remote) {
        return builder().remote(remote).connect();
    }

    /** {@return a builder with the defaults} */
    public static LxdClientBuilder builder() {
        return new LxdClientBuilder();
    }

    /** {@return what the daemon is and can do ({@code GET /1.0})} */
    public ServerInfo server() {
        return api.get(api.request("GET", "ask LXD what it can do"), ServerInfo.class);
    }

    /** {@return the instances} */
    public Instances instances() {
        return Instances.of(api);
    }

    /**
     * {@return a handle on an instance, without asking whether it exists}
     *
     * @param name its name
     */
    public Instance instance(String name) {
        return new Instance(api, name);
    }

    /** {@return the images} */
    public Images images() {
        return new Images(api);
    }

    /** {@return the profiles ({@code /1.0/profiles})} */
    public RenamableResources<ProfileInfo, ProfileSpec> profiles() {
        return new RenamableResources<>(
                Family.of(api, ProfileInfo.class, ProfileSpec.class, Noun.of("profile"), "profiles"));
    }

    /** {@return the projects ({@code /1.0/projects})} */
    public Projects projects() {
        return Projects.of(api);
    }

    /** {@return the operations} */
    public Operations operations() {
        return new Operations(api);
    }

    /**
     * {@return a view of a project that shares this client's connections; closing either closes both}
     *
     * @param name the name of the project
     */
    public LxdClient project(String name) {
        return new LxdClient(api.inProject(name));
    }

    /**
     * {@return a view that has its requests done by a member of the cluster, where the API lets choose ({@code ?target=});
     * it shares this client's connections, and closing either closes both}
     *
     * @param member the name of the member
     */
    public LxdClient target(String member) {
        return new LxdClient(api.onMember(member));
    }

    /** {@return where the daemon is: the path of a unix socket or an address such as {@code https://lab:8443}} */
    public String place() {
        return api.http().place();
    }

    /** Ends every call that still runs and frees every thread and socket. Does nothing the second time. */
    @Override
    public void close() {
        api.http().close();
    }
}
