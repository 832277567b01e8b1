package io.github.microovn.rebuilder.junit;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.rebuilder.RebuilderOptions;
import io.github.microovn.rebuilder.cluster.ClusterSpec;
import io.github.microovn.rebuilder.cluster.Clusters;
import io.github.microovn.rebuilder.cluster.MicroOvnCluster;
import io.github.microovn.rebuilder.cluster.SnapSource;
import io.github.microovn.rebuilder.config.ConfigLoader;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.embedded.EmbeddedMicroOvn;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

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

    /** Nobody goes on with a cluster that is called so. */
    private static final String UNLIKE_OTHERS = "test-";

    static TestCluster up(MicroOvn wanted, Settings settings) {
        if (settings.server(wanted.lxd()) == MicroOvn.Server.EMBEDDED) {
            EmbeddedMicroOvn server = EmbeddedMicroOvn.start();
            ClusterSpec spec = specify(server.cluster(), wanted, settings);
            return up(spec, Optional.of(server), server.client(), server.environment());
        }
        ClusterSpec.Builder spec = ClusterSpec.builder();
        settings.get("image").ifPresent(spec::image);
        settings.get("network").ifPresent(spec::network);
        settings.get("storage").ifPresent(spec::storage);
        settings.get("snap").ifPresent(snap -> spec.snap(new SnapSource.Local(Path.of(snap))));
        return up(specify(spec, wanted, settings), Optional.empty(), LxdClient.connect(), System.getenv());
    }

    private static ClusterSpec specify(ClusterSpec.Builder spec, MicroOvn wanted, Settings settings) {
        String prefix = wanted.prefix().isEmpty()
                ? settings.get("prefix").orElseGet(TestCluster::unlikeOthers)
                : wanted.prefix();
        return spec.nodes(wanted.nodes()).prefix(prefix).build();
    }

    private static String unlikeOthers() {
        return UNLIKE_OTHERS
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + "-";
    }

    private static TestCluster up(
            ClusterSpec spec, Optional<EmbeddedMicroOvn> embedded, LxdClient client, Map<String, String> environment) {
        try {
            MicroOvnCluster cluster = MicroOvnCluster.up(spec, client, event -> {});
            return new TestCluster(embedded, client, environment, cluster);
        } catch (RuntimeException e) {
            try (Clusters clusters = Clusters.open(spec.place(), environment)) {
                if (spec.prefix().startsWith(UNLIKE_OTHERS)) {
                    clusters.down(spec.prefix(), event -> {});
                }
            } catch (RuntimeException further) {
                e.addSuppressed(further);
            } finally {
                leave(embedded, client);
            }
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
