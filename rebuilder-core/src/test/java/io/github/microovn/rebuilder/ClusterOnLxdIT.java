package io.github.microovn.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.lxd.testing.RealLxd;
import io.github.microovn.lxd.testing.RealLxdSocket;
import io.github.microovn.rebuilder.config.Config;
import io.github.microovn.rebuilder.config.DeploySettings;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.config.TargetKind;
import io.github.microovn.rebuilder.config.Verification;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.event.SchemaEvent;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.testing.LxdInstances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployments to a real cluster of three, whose databases elect leaders; products are the snap's own with a byte more. */
@RealLxd
class ClusterOnLxdIT {

    private static final String NB = "microovn.ovn-ovsdb-server-nb";
    private static final String SB = "microovn.ovn-ovsdb-server-sb";
    private static final Target DATABASES =
            new Target("ovsdb/ovsdb-server", "bin/ovsdb-server", List.of(NB, SB), OptionalInt.empty());
    private static final Target CONTROLLER = new Target(
            "controller/ovn-controller", "bin/ovn-controller", List.of("microovn.chassis"), OptionalInt.empty());

    private static final String STATUS = "microovn.ovn-appctl -t /var/snap/microovn/common/run/ovn/ovn%s_db.ctl"
            + " cluster/status OVN_%s | grep -E '^(Status|Role|Leader|Term|Entries not yet applied):'";

    private static LxdInstances instances;
    private static final List<String> HOSTS = new ArrayList<>();

    @TempDir
    private Path source;

    private final List<Event> events = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void createCluster() {
        instances = new LxdInstances();
        String network = System.getenv().getOrDefault("LAB_NET", "lxdbr0");
        for (int i = 0; i < 3; i++) {
            HOSTS.add(instances.create(Map.of("eth0", Map.of("type", "nic", "network", network, "name", "eth0"))));
        }
        for (String host : HOSTS) {
            instances.sh(host, """
                    timeout 60 sh -c 'until ip -4 -o addr show dev eth0 scope global | grep -q inet; do sleep 0.2; done'
                    microovn waitready -t 60
                    """);
            if (host.equals(HOSTS.get(0))) {
                instances.sh(host, "microovn cluster bootstrap");
            } else {
                String token = instances.sh(HOSTS.get(0), "microovn cluster add " + host);
                instances.sh(host, "microovn cluster join " + token);
            }
        }
        instances.sh(HOSTS.get(0), """
                timeout 60 sh -c 'until [ "$(microovn.ovn-sbctl --timeout=10 --bare --columns=name list chassis | grep -c .)" -ge 3 ]; do
                  sleep 0.2
                done'
                """);
    }

    @AfterAll
    static void removeCluster() {
        instances.close();
        HOSTS.clear();
    }

    private void build(Target target) throws IOException {
        Path product = source.resolve(target.localPath());
        Files.createDirectories(product.resolveSibling("."));
        instances.pull(HOSTS.get(0), "/root/squashfs-root/" + target.remotePath(), product);
        Files.write(product, new byte[] {1}, StandardOpenOption.APPEND);
    }

    private static final Target SCHEMA = new Target(
            "ovn-nb.ovsschema",
            "share/ovn/ovn-nb.ovsschema",
            List.of(),
            OptionalInt.empty(),
            TargetKind.OVSDB_SCHEMA,
            List.of(),
            List.of());

    /** The schema with another column, as somebody edits it. */
    private void edit(String version, String column) throws IOException {
        Path file = source.resolve(SCHEMA.localPath());
        String edited = Files.readString(file)
                .replaceFirst("\"version\": \"[^\"]*\"", "\"version\": \"" + version + "\"")
                .replaceFirst("\"cksum\": \"[^\"]*\"", "\"cksum\": \"" + column.hashCode() + " 1\"")
                .replaceFirst("\"columns\": \\{", "\"columns\": {\"" + column + "\": {\"type\": \"string\"},");
        Files.writeString(file, edited);
    }

    private static List<String> schemas() {
        return HOSTS.stream()
                .map(host -> instances.sh(host, """
                        socket=unix:/var/snap/microovn/common/run/ovn/ovnnb_db.sock
                        echo $(microovn.ovsdb-client get-schema-version $socket OVN_Northbound) \\
                          $(microovn.ovsdb-client get-schema-cksum $socket OVN_Northbound)
                        """).strip())
                .distinct()
                .toList();
    }

    @Test
    void aSchemaIsConvertedUpAndBesideItselfAndByForceDownAndTheClusterFollows() throws IOException {
        Path file = source.resolve(SCHEMA.localPath());
        instances.pull(HOSTS.get(0), "/root/squashfs-root/" + SCHEMA.remotePath(), file);
        List<String> stock = schemas();
        try (Rebuilder rebuilder = open(SCHEMA, false)) {
            edit("99.0.0", "rebuilder_a");
            assertThat(rebuilder.deploy(false, true).status()).isEqualTo(Status.DEPLOYED);
            assertThat(schemas()).containsExactly("99.0.0 " + "rebuilder_a".hashCode() + " 1");

            edit("99.0.0", "rebuilder_b");
            assertThat(rebuilder.deploy(false, false).status()).isEqualTo(Status.DEPLOYED);
            assertThat(schemas()).containsExactly("99.0.0 " + "rebuilder_b".hashCode() + " 1");

            assertThat(rebuilder.restore(false).status()).isEqualTo(Status.NO_CHANGES);
            edit("98.0.0", "rebuilder_c");
            assertThat(rebuilder.deploy(false, false).status()).isEqualTo(Status.HOST_FAILED);
            assertThat(schemas()).containsExactly("99.0.0 " + "rebuilder_b".hashCode() + " 1");
        } finally {
            try (Rebuilder rebuilder = open(SCHEMA, false)) {
                assertThat(rebuilder.restore(true).status()).isEqualTo(Status.DEPLOYED);
            }
        }
        assertThat(schemas()).isEqualTo(stock);
        assertThat(events.stream().filter(SchemaEvent.Converted.class::isInstance))
                .hasSize(3);
        assertThat(events.stream().filter(SchemaEvent.BackedUp.class::isInstance))
                .hasSize(3);
    }

    private Rebuilder open(Target target, boolean rolling) {
        DeploySettings settings = new DeploySettings(Duration.ofSeconds(2), Duration.ofSeconds(60), rolling);
        Config config = new Config(List.of(target), HostSpecs.NONE, Map.of(), settings, Verification.NONE);
        RebuilderOptions options = RebuilderOptions.builder(config)
                .hosts(HostSpecs.parse(HOSTS.stream().map(host -> "lxd:" + host).toList()))
                .ovnSource(source.toString())
                .environment(Map.of("LXD_SOCKET", RealLxdSocket.path().toString()))
                .build();
        return Rebuilder.open(options, events::add);
    }

    private static String status(String host, String database) {
        return instances.sh(host, STATUS.formatted(database, database.equals("nb") ? "Northbound" : "Southbound"));
    }

    private static long leads(String host) {
        return List.of("nb", "sb").stream()
                .filter(database -> status(host, database).contains("Role: leader"))
                .count();
    }

    private static int term(String host) {
        return Integer.parseInt(status(host, "nb").replaceAll("(?s).*Term: (\\d+).*", "$1"));
    }

    private List<String> order(Class<? extends HostEvent> type) {
        return events.stream()
                .filter(type::isInstance)
                .map(event -> ((HostEvent) event).host())
                .toList();
    }

    @Test
    void aRollingDeploymentOfTheDatabasesWaitsForEachAndHasALeaderHandOver() throws IOException {
        build(DATABASES);
        Map<String, Long> leading = new java.util.HashMap<>();
        HOSTS.forEach(host -> leading.put(host, leads(host)));
        String leader = HOSTS.stream()
                .filter(host -> status(host, "nb").contains("Role: leader"))
                .findFirst()
                .orElseThrow();
        int term = term(leader);
        try (Rebuilder rebuilder = open(DATABASES, true)) {
            assertThat(rebuilder.deploy(false, true).status()).isEqualTo(Status.DEPLOYED);

            List<String> swapped = order(HostEvent.Swapped.class);
            assertThat(swapped).containsExactlyInAnyOrderElementsOf(HOSTS);
            assertThat(swapped.stream().map(leading::get)).as("leaders last").isSorted();
            for (int i = 1; i < swapped.size(); i++) {
                assertThat(readyBefore(swapped.get(i)))
                        .contains(swapped.get(i - 1) + " " + NB, swapped.get(i - 1) + " " + SB);
            }
            for (String host : HOSTS) {
                assertThat(status(host, "nb"))
                        .contains("Status: cluster member", "Entries not yet applied: 0")
                        .doesNotContain("candidate", "unknown");
            }
            assertThat(term(leader)).as("one hand-over, no other election").isEqualTo(term + 1);
            assertThat(instances.sh(leader, "journalctl -q --no-pager -o cat -u snap." + NB + " --since -5min"))
                    .containsPattern("(?s)Transferring leadership.*is leader for term.*terminating with signal 15");
            assertThat(rebuilder.restore(false).status()).isEqualTo(Status.DEPLOYED);
        }
    }

    /** What was ready when a host's files were swapped. */
    private List<String> readyBefore(String host) {
        List<String> ready = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof HostEvent.Swapped swap && swap.host().equals(host)) {
                break;
            }
            if (event instanceof HostEvent.Ready one) {
                ready.add(one.host() + " " + one.service());
            }
        }
        return ready;
    }

    @Test
    void aChassisKeepsItsRowWhenItsControllerIsReplaced() throws IOException {
        build(CONTROLLER);
        String chassis =
                "microovn.ovn-sbctl --timeout=10 -f csv --no-headings --columns=name,_uuid list chassis | sort";
        String pid = "cat /var/snap/microovn/common/run/ovn/ovn-controller.pid";
        String before = instances.sh(HOSTS.get(0), chassis);
        String process = instances.sh(HOSTS.get(1), pid);
        assertThat(before.lines()).hasSize(3);
        try (Rebuilder rebuilder = open(CONTROLLER, false)) {
            assertThat(rebuilder.deploy(false, true).status()).isEqualTo(Status.DEPLOYED);

            assertThat(instances.sh(HOSTS.get(1), pid)).isNotEqualTo(process);
            assertThat(instances.sh(HOSTS.get(0), chassis)).isEqualTo(before);
            assertThat(rebuilder.restore(false).status()).isEqualTo(Status.DEPLOYED);
            assertThat(instances.sh(HOSTS.get(0), chassis)).isEqualTo(before);
        }
    }
}
