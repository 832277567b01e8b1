package io.github.microovn.rebuilder.host.lxd;

import io.github.microovn.lxd.LxdClientBuilder;
import java.util.Map;

/** Connects to instances of LXD daemons. */
public final class LxdConnector extends InstanceConnector {

    /** Connects to nothing yet. */
    public LxdConnector() {
        super(new Brand("LXD", "lxc", "lxd"));
    }

    @Override
    LxdClientBuilder local(LxdClientBuilder builder, String host, Map<String, String> environment) {
        return builder;
    }
}
