package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.model.TransferProgress;
import io.github.microovn.lxd.model.network.NetworkAclInfo;
import io.github.microovn.lxd.model.network.NetworkAclSpec;
import java.io.InputStream;

/** The access control lists of a project ({@code /1.0/network-acls}). Thread-safe. */
public final class NetworkAcls extends RenamableResources<NetworkAclInfo, NetworkAclSpec> {
    private final Family<NetworkAclInfo, NetworkAclSpec> family;

    private NetworkAcls(Family<NetworkAclInfo, NetworkAclSpec> family) {
        super(family);
        this.family = family;
    }

    static NetworkAcls of(Api api) {
        return new NetworkAcls(
                Family.of(api, NetworkAclInfo.class, NetworkAclSpec.class, Noun.of("network ACL"), "network-acls"));
    }

    /**
     * Opens the log of what a list has logged, which only networks of OVN keep ({@code GET /1.0/network-acls/NAME/log}).
     *
     * @param name the name of the list
     * @return its lines; to be closed
     */
    public InputStream log(String name) {
        return family.item(name).download("log", TransferProgress.NONE).open();
    }
}
