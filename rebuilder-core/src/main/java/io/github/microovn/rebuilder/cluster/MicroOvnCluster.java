package io.github.microovn.rebuilder.cluster;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.EventSink;
import java.util.List;
import java.util.function.Consumer;

/**
 * A MicroOVN cluster of LXD instances that is up. Closing it removes the instances that were made for it, unless it is kept;
 * what was there before stays.
 */
public final class MicroOvnCluster implements AutoCloseable {

    private final ClusterSpec spec;
    private final LxdClient lxd;
    private final List<ClusterNode> nodes;
    private final EventSink events;
    private boolean kept;

    private MicroOvnCluster(ClusterSpec spec, LxdClient lxd, List<ClusterNode> nodes, EventSink events) {
        this.spec = spec;
        this.lxd = lxd;
        this.nodes = List.copyOf(nodes);
        this.events = events;
        this.kept = spec.kept();
    }

    /**
     * Brings a cluster up, or what is missing of one: returns when every member is online, the databases listen on the central
     * nodes and every chassis is registered. When something fails or the calling thread is interrupted, everything stays as it
     * is, and another call with the same specification goes on there.
     *
     * @param spec what is wanted
     * @param lxd the server, used until the cluster is closed; it stays open
     * @param events is given everything that happens, by one thread at a time
     * @return the cluster
     * @throws io.github.microovn.rebuilder.error.ClusterException naming every node that failed and the step
     * @throws io.github.microovn.rebuilder.error.CancelledException when the calling thread is interrupted
     */
    public static MicroOvnCluster up(ClusterSpec spec, LxdClient lxd, Consumer<? super Event> events) {
        EventSink sink = new EventSink(events);
        LxdClient there = spec.place().project().map(lxd::project).orElse(lxd);
        return new MicroOvnCluster(spec, there, new Formation(spec, there, sink).run(), sink);
    }

    /**
     * Removes all instances of a cluster, whoever brought it up and however far.
     *
     * @param spec its place and its prefix
     * @param lxd the server
     * @param events is given everything that happens, by one thread at a time
     * @throws io.github.microovn.rebuilder.error.ClusterException naming those that could not be removed
     */
    public static void down(ClusterSpec spec, LxdClient lxd, Consumer<? super Event> events) {
        LxdClient there = spec.place().project().map(lxd::project).orElse(lxd);
        new Clusters(spec.place(), there).down(spec.prefix(), events);
    }

    /**
     * How a session names the nodes.
     *
     * @return host specifications, such as {@code lxd:movn1}, the first node's first
     */
    public List<String> hosts() {
        return nodes.stream().map(ClusterNode::host).toList();
    }

    /**
     * The nodes.
     *
     * @return what is known of them, the first node first
     */
    public List<ClusterNode> nodes() {
        return nodes;
    }

    /** Has the instances stay when this is closed. */
    public void keep() {
        kept = true;
    }

    /**
     * Removes the instances that were made for this cluster, unless it is kept. Idempotent.
     *
     * @throws io.github.microovn.rebuilder.error.ClusterException naming those that could not be removed
     */
    @Override
    public void close() {
        if (!kept) {
            List<String> created = nodes.stream()
                    .filter(ClusterNode::created)
                    .map(ClusterNode::name)
                    .toList();
            new Removal(spec.parallel(), lxd, events).remove(created);
            kept = true;
        }
    }
}
