package io.github.microovn.rebuilder.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.lxd.Instance;
import io.github.microovn.lxd.embedded.EmbeddedInstance;
import io.github.microovn.lxd.model.ExecResult;
import io.github.microovn.lxd.model.InstanceSpec;
import io.github.microovn.lxd.model.TransferOptions;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stand-in for the snap behaves as MicroOVN does towards whoever forms a cluster by hand. */
class StandInTest {

    private static final Map<String, String> NIC = Map.of("type", "nic", "network", "lxdbr0");

    private final EmbeddedMicroOvn embedded = EmbeddedMicroOvn.start();

    @BeforeEach
    void begin() {
        node("n1");
        assertThat(run("n1", "microovn", "cluster", "bootstrap")).isEmpty();
    }

    @AfterEach
    void close() {
        embedded.close();
        assertThat(embedded.snap()).doesNotExist();
    }

    private void node(String name) {
        embedded.client().instances().create(InstanceSpec.of(name, "microovn").withDevice("eth0", NIC));
        Instance instance = embedded.client().instance(name);
        instance.start();
        instance.files().pushTree(embedded.snap(), "/root/squashfs-root", TransferOptions.defaults());
        assertThat(run(name, "snap", "try", "/root/squashfs-root"))
                .isEqualTo("microovn 24.03.2+embedded mounted from /root/squashfs-root\n");
        run(name, "microovn", "waitready", "-t", "5");
    }

    private void join(String name) {
        node(name);
        run(
                name,
                "microovn",
                "cluster",
                "join",
                run("n1", "microovn", "cluster", "add", name).strip());
    }

    private ExecResult attempt(String node, String... command) {
        return embedded.client().instance(node).run(command);
    }

    private String run(String node, String... command) {
        ExecResult result = attempt(node, command);
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        return result.stdout();
    }

    @Test
    void theFirstThreeMembersAreCentral() throws Exception {
        join("n2");
        join("n3");
        join("n4");

        assertThat(run("n4", "microovn", "cluster", "list", "-f", "csv").lines())
                .hasSize(4)
                .allMatch(line -> line.matches("n\\d,10[.0-9]+:6686,voter,-,ONLINE"));
        assertThat(run("n2", "microovn", "status"))
                .contains("Services: central, chassis, switch")
                .contains("OVN Northbound: OK");
        assertThat(run("n3", "microovn.ovn-sbctl", "--timeout=10", "--bare", "--columns=name", "list", "chassis"))
                .isEqualTo("n1\nn2\nn3\nn4\n");
        EmbeddedInstance third = embedded.lxd().instance("n3");
        assertThat(third.service("microovn.ovn-northd").state()).isEqualTo("active");
        assertThat(third.file("/proc/net/tcp")).content().contains(":19F1 ", ":19F2 ", ":19F3 ", ":19F4 ");
        EmbeddedInstance fourth = embedded.lxd().instance("n4");
        assertThat(fourth.service("microovn.ovn-northd").enabled()).isFalse();
        assertThat(fourth.service("microovn.chassis").state()).isEqualTo("active");
        assertThat(Files.readString(fourth.file("/var/snap/microovn/common/data/env/ovn.env"))
                        .lines()
                        .filter(line -> line.startsWith("OVN_NB_CONNECT="))
                        .findFirst()
                        .orElseThrow()
                        .split("ssl:"))
                .hasSize(4);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(attempt("n1", "microovn", "cluster", "bootstrap").stderr())
                .isEqualTo("Error: Unable to initialize cluster: Database is online\n");
        assertThat(attempt("n1", "microovn", "cluster", "add", "n1").stderr()).contains("name \"n1\" is taken:");
        String token = run("n1", "microovn", "cluster", "add", "other").strip();
        node("n2");
        assertThat(attempt("n2", "microovn", "cluster", "list").exitCode()).isEqualTo(1);
        assertThat(attempt("n2", "microovn", "cluster", "join", token).stderr())
                .contains("Joining server certificate SAN does not contain join token name");
        assertThat(attempt("n1", "microovn.ovn-nbctl", "lr-add", "r1").exitCode())
                .isEqualTo(1);
    }

    @Test
    void aChangeReachesEveryChassis() {
        assertThat(run("n1", "microovn.ovn-nbctl", "--timeout=10", "--wait=hv", "sync"))
                .isEmpty();
        assertThat(run("n1", "microovn.ovn-appctl", "-t", "ovn-northd", "status"))
                .isEqualTo("Status: active\n");
    }
}
