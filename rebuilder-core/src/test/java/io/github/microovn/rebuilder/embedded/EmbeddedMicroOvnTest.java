package io.github.microovn.rebuilder.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cluster.ClusterNode;
import io.github.microovn.rebuilder.cluster.ClusterSpec;
import io.github.microovn.rebuilder.cluster.MicroOvnCluster;
import io.github.microovn.rebuilder.event.ClusterEvent;
import io.github.microovn.rebuilder.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmbeddedMicroOvnTest {

    private final EmbeddedMicroOvn embedded = EmbeddedMicroOvn.start();
    private final List<Event> events = new ArrayList<>();

    @AfterEach
    void close() {
        embedded.close();
    }

    @Test
    void aClusterComesUpGoesOnAndGoes() {
        ClusterSpec spec = embedded.cluster().nodes(2).build();

        try (MicroOvnCluster cluster = MicroOvnCluster.up(spec, embedded.client(), events::add)) {
            assertThat(cluster.hosts()).containsExactly("lxd:movn1", "lxd:movn2");
            assertThat(cluster.nodes()).allMatch(ClusterNode::central);
            assertThat(embedded.lxd()
                            .instance("movn2")
                            .service("microovn.ovn-northd")
                            .state())
                    .isEqualTo("active");

            events.clear();
            MicroOvnCluster.up(spec, embedded.client(), events::add).keep();
            assertThat(events)
                    .filteredOn(ClusterEvent.Up.class::isInstance)
                    .singleElement()
                    .satisfies(event ->
                            assertThat(((ClusterEvent.Up) event).changed()).isFalse());
        }

        assertThat(embedded.lxd().instances()).isEmpty();
    }
}
