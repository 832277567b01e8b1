package io.github.microovn.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.testing.RealLxd;
import io.github.microovn.lxd.testing.RealLxdSocket;
import io.github.microovn.rebuilder.cluster.ClusterNode;
import io.github.microovn.rebuilder.cluster.ClusterReport;
import io.github.microovn.rebuilder.cluster.ClusterSpec;
import io.github.microovn.rebuilder.cluster.Clusters;
import io.github.microovn.rebuilder.cluster.MicroOvnCluster;
import io.github.microovn.rebuilder.cluster.Place;
import io.github.microovn.rebuilder.config.Config;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.event.ClusterEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.result.RoundResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of three nodes, from nothing to a deployment and back to nothing. */
@RealLxd
class MicroOvnClusterOnLxdIT {

    private static final Target TARGET =
            new Target("utilities/ovn-trace", "bin/ovn-trace", List.of(), OptionalInt.empty());

    @TempDir
    private Path source;

    private final List<Event> events = new CopyOnWriteArrayList<>();

    @Test
    void comesUpIsWorkedWithAndGoes() throws IOException {
        Map<String, String> environment =
                Map.of("LXD_SOCKET", RealLxdSocket.path().toString());
        ClusterSpec spec = ClusterSpec.builder()
                .prefix(RealLxdSocket.newInstanceName() + "-")
                .image(RealLxdSocket.IMAGE)
                .build();
        try (LxdClient lxd = LxdClient.builder().socket(RealLxdSocket.path()).connect();
                Clusters clusters = Clusters.open(Place.HERE, environment)) {
            try (MicroOvnCluster cluster = MicroOvnCluster.up(spec, lxd, events::add)) {
                assertThat(cluster.nodes()).extracting(ClusterNode::central).containsExactly(true, true, true);

                events.clear();
                MicroOvnCluster.up(spec, lxd, events::add).keep();
                assertThat(events)
                        .filteredOn(ClusterEvent.Up.class::isInstance)
                        .singleElement()
                        .isInstanceOfSatisfying(
                                ClusterEvent.Up.class,
                                up -> assertThat(up.changed()).isFalse());

                ClusterReport report = report(clusters, spec);
                assertThat(report.nodes())
                        .allSatisfy(node ->
                                assertThat(node.services()).containsExactlyInAnyOrder("central", "chassis", "switch"));
                assertThat(report.databases()).hasSize(2).allSatisfy(database -> {
                    assertThat(database.active().version()).matches("\\d+\\.\\d+\\.\\d+");
                    assertThat(database.outdated()).isEmpty();
                });
                deploy(lxd, cluster, environment);
            } finally {
                MicroOvnCluster.down(spec, lxd, event -> {});
            }
            assertThat(clusters.instances(spec.prefix())).isEmpty();
        }
    }

    private static ClusterReport report(Clusters clusters, ClusterSpec spec) {
        return clusters.list().stream()
                .filter(cluster -> cluster.prefix().equals(spec.prefix()))
                .findFirst()
                .orElseThrow();
    }

    private void deploy(LxdClient lxd, MicroOvnCluster cluster, Map<String, String> environment) throws IOException {
        Path product = Files.createDirectories(source.resolve("utilities")).resolve("ovn-trace");
        lxd.instance(cluster.nodes().get(0).name()).files().pull("/root/squashfs-root/bin/ovn-trace", product);
        Files.write(product, new byte[] {0}, StandardOpenOption.APPEND);
        RebuilderOptions options = RebuilderOptions.builder(new Config(List.of(TARGET), HostSpecs.NONE))
                .ovnSource(source.toString())
                .hosts(HostSpecs.parse(cluster.hosts()))
                .environment(environment)
                .build();
        try (Rebuilder rebuilder = Rebuilder.open(options, events::add)) {
            assertThat(rebuilder.deploy(false, true).status()).isEqualTo(RoundResult.Status.DEPLOYED);
        }
    }
}
