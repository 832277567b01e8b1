package io.github.microovn.rebuilder.junit;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.rebuilder.RebuilderOptions;
import io.github.microovn.rebuilder.cluster.ClusterSpec;
import io.github.microovn.rebuilder.cluster.MicroOvnCluster;
import io.github.microovn.rebuilder.cluster.SnapSource;
import io.github.microovn.rebuilder.config.ConfigLoader;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.embedded.EmbeddedMicroOvn;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster of a class, and the server it is on.
 *
 * @param embedded the server, if it is one in this process
 * @param client a client of the server
 * @param environment the variables that let a session find the server
 * @param cluster the cluster
 */
record TestCluster(
        Optional<EmbeddedMicroOvn> embedded, LxdClient client, Map<String, String> environment, MicroOvnCluster cluster)
        implements AutoCloseable {

    static TestCluster up(MicroOvn wanted, Settings settings) {
        return settings.server(wanted.lxd()) == MicroOvn.Server.REAL ? onReal(wanted, settings) : onEmbedded(wanted);
    }

    private static TestCluster onEmbedded(MicroOvn wanted) {
        EmbeddedMicroOvn server = EmbeddedMicroOvn.start();
        ClusterSpec.Builder spec = server.cluster().prefix(wanted.prefix().isEmpty() ? "movn" : wanted.prefix());
        return up(spec.nodes(wanted.nodes()).build(), Optional.of(server), server.client(), server.environment());
    }

    private static TestCluster onReal(MicroOvn wanted, Settings settings) {
        ClusterSpec.Builder spec = ClusterSpec.builder().nodes(wanted.nodes());
        String own = "test" + ProcessHandle.current().pid() + "-";
        spec.prefix(wanted.prefix().isEmpty() ? own : wanted.prefix());
        settings.get("image").ifPresent(spec::image);
        settings.get("network").ifPresent(spec::network);
        settings.get("storage").ifPresent(spec::storage);
        settings.get("snap").ifPresent(snap -> spec.snap(new SnapSource.Local(Path.of(snap))));
        LxdClient client = LxdClient.connect();
        return up(spec.build(), Optional.empty(), client, System.getenv());
    }

    private static TestCluster up(
            ClusterSpec spec, Optional<EmbeddedMicroOvn> embedded, LxdClient client, Map<String, String> environment) {
        try {
            MicroOvnCluster cluster = MicroOvnCluster.up(spec, client, event -> {});
            return new TestCluster(embedded, client, environment, cluster);
        } catch (RuntimeException e) {
            leave(embedded, client);
            throw e;
        }
    }

    private static void leave(Optional<EmbeddedMicroOvn> embedded, LxdClient client) {
        embedded.ifPresentOrElse(EmbeddedMicroOvn::close, client::close);
    }

    RebuilderOptions.Builder options() {
        return RebuilderOptions.builder(ConfigLoader.builtIn())
                .hosts(HostSpecs.parse(cluster.hosts()))
                .environment(environment);
    }

    /** Removes the nodes, then ends the server or the connection to it. */
    @Override
    public void close() {
        try {
            cluster.close();
        } finally {
            leave(embedded, client);
        }
    }
}
