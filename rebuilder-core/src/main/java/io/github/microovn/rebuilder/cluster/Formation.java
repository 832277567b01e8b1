package io.github.microovn.rebuilder.cluster;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.rebuilder.event.EventSink;
import java.util.List;

/** Brings a cluster up. */
final class Formation {

    Formation(ClusterSpec spec, LxdClient lxd, EventSink events) {}

    List<ClusterNode> run() {
        return List.of();
    }
}
