package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.resource.Item;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.model.network.NetworkForwardInfo;
import io.github.microovn.lxd.model.network.NetworkForwardSpec;
import io.github.microovn.lxd.model.network.NetworkInfo;
import io.github.microovn.lxd.model.network.NetworkLease;
import io.github.microovn.lxd.model.network.NetworkPeerInfo;
import io.github.microovn.lxd.model.network.NetworkPeerSpec;
import io.github.microovn.lxd.model.network.NetworkSpec;
import io.github.microovn.lxd.model.network.NetworkState;
import java.util.List;

/** A network ({@code /1.0/networks/NAME}), whether it exists or not. Thread-safe. */
public final class Network extends Resource<NetworkInfo, NetworkSpec> {
    private final Item<NetworkInfo, NetworkSpec> item;

    Network(Item<NetworkInfo, NetworkSpec> item) {
        super(item);
        this.item = item;
    }

    static Family<NetworkInfo, NetworkSpec> family(Api api) {
        return Family.of(api, NetworkInfo.class, NetworkSpec.class, Noun.of("network"), "networks");
    }

    /** {@return what it does right now ({@code GET /1.0/networks/NAME/state})} */
    public NetworkState state() {
        return item.get("state", NetworkState.class);
    }

    /** {@return the addresses it has given or set aside ({@code GET /1.0/networks/NAME/leases})} */
    public List<NetworkLease> leases() {
        return item.list("leases", NetworkLease.class);
    }

    /** {@return its forwards, which are named by their address ({@code /1.0/networks/NAME/forwards})} */
    public CreatableResources<NetworkForwardInfo, NetworkForwardSpec> forwards() {
        return new CreatableResources<>(
                item.family(NetworkForwardInfo.class, NetworkForwardSpec.class, Noun.of("forward"), "forwards")
                        .keyedBy("listen_address"));
    }

    /** {@return its peers, which only networks of OVN have ({@code /1.0/networks/NAME/peers})} */
    public CreatableResources<NetworkPeerInfo, NetworkPeerSpec> peers() {
        return new CreatableResources<>(
                item.family(NetworkPeerInfo.class, NetworkPeerSpec.class, Noun.of("peer"), "peers"));
    }

    /**
     * Renames it ({@code POST /1.0/networks/NAME}). Nothing may use it. This handle stays one on the old name.
     *
     * @param newName its new name
     */
    public void rename(String newName) {
        item.rename(newName);
    }

    /** Deletes it ({@code DELETE /1.0/networks/NAME}). Nothing may use it. */
    public void delete() {
        item.delete();
    }
}
