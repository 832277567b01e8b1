package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.event.EventTimings;
import io.github.microovn.lxd.internal.http.Answer;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.resource.Item;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.model.ProfileInfo;
import io.github.microovn.lxd.model.ProfileSpec;
import io.github.microovn.lxd.model.ServerInfo;
import io.github.microovn.lxd.model.ServerSettings;
import io.github.microovn.lxd.model.WarningInfo;
import io.github.microovn.lxd.model.WarningSettings;
import io.github.microovn.lxd.model.network.NetworkInfo;
import io.github.microovn.lxd.model.network.NetworkSpec;
import io.github.microovn.lxd.model.storage.StoragePoolInfo;
import io.github.microovn.lxd.model.storage.StoragePoolSpec;
import io.github.microovn.lxd.model.system.SystemResources;
import java.util.List;

/**
 * A connection to an LXD or Incus daemon. Thread-safe; every call blocks until the daemon has answered or its deadline has
 * passed.
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

    /** {@return the versions of the API that the daemon speaks, as paths ({@code GET /})} */
    public List<String> versions() {
        return api.list(api.requestPath("GET", "ask for the versions of the API", "/"), String.class);
    }

    /** {@return the settings of the server ({@code /1.0})} */
    public Resource<ServerInfo, ServerSettings> serverConfig() {
        return new Resource<>(Item.of(api.outsideProjects(), ServerInfo.class, ServerSettings.class, "the server"));
    }

    /** {@return the hardware of the server ({@code GET /1.0/resources})} */
    public SystemResources resources() {
        return api.get(api.request("GET", "read the resources of the server", "resources"), SystemResources.class);
    }

    /** {@return measurements of instances and the server, as Prometheus reads them ({@code GET /1.0/metrics})} */
    public String metrics() {
        return api.http().exchange(api.request("GET", "read the metrics", "metrics"), Answer::text);
    }

    /** {@return the certificates that the daemon trusts ({@code /1.0/certificates})} */
    public Certificates certificates() {
        return Certificates.of(api);
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
        return Images.of(api);
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

    /** {@return the networks ({@code /1.0/networks})} */
    public RenamableResources<NetworkInfo, NetworkSpec> networks() {
        return new RenamableResources<>(Network.family(api));
    }

    /**
     * {@return a handle on a network, without asking whether it exists}
     *
     * @param name its name
     */
    public Network network(String name) {
        return new Network(Network.family(api).item(name));
    }

    /** {@return the access control lists ({@code /1.0/network-acls})} */
    public NetworkAcls networkAcls() {
        return NetworkAcls.of(api);
    }

    /** {@return the DNS zones ({@code /1.0/network-zones})} */
    public NetworkZones networkZones() {
        return NetworkZones.of(api);
    }

    /** {@return the storage pools ({@code /1.0/storage-pools})} */
    public CreatableResources<StoragePoolInfo, StoragePoolSpec> storagePools() {
        return new CreatableResources<>(StoragePool.family(api));
    }

    /**
     * {@return a handle on a storage pool, without asking whether it exists}
     *
     * @param name its name
     */
    public StoragePool storagePool(String name) {
        return new StoragePool(StoragePool.family(api).item(name));
    }

    /** {@return the cluster ({@code /1.0/cluster})} */
    public Cluster cluster() {
        return new Cluster(api);
    }

    /** {@return what the daemon wants to be looked at ({@code /1.0/warnings})} */
    public EditableResources<WarningInfo, WarningSettings> warnings() {
        return new EditableResources<>(
                Family.of(api, WarningInfo.class, WarningSettings.class, Noun.of("warning"), "warnings"));
    }

    /** {@return the API as it is, for what this client has no name for} */
    public Raw raw() {
        return new Raw(api);
    }

    /** {@return the operations} */
    public Operations operations() {
        return new Operations(api);
    }

    /** {@return what happens in the daemon ({@code GET /1.0/events})} */
    public Events events() {
        return new Events(api, EventTimings.DEFAULT);
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
