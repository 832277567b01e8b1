package io.github.microovn.rebuilder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.testing.MicroOvnInstance;
import io.github.microovn.rebuilder.testing.StubHost;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RestartsTest {

    private static final String NORTHD = "microovn.ovn-northd";
    private static final String CHASSIS = "microovn.chassis";
    private static final String NB = "microovn.ovn-ovsdb-server-nb";
    private static final String CLUSTER = """
            Name: OVN_Northbound
            Address: ssl:10.77.0.11:6643
            Status: cluster member
            Role: leader
            Leader: self
            Entries not yet applied: 0
            Servers:
                2d05 (2d05 at ssl:10.77.0.12:6643) next_index=17 match_index=16 last msg 581 ms ago
                25bf (25bf at ssl:10.77.0.11:6643) (self) next_index=3 match_index=16""";

    private final MicroOvnInstance movn = new MicroOvnInstance();
    private final Restarts restarts = new Restarts(movn.host(), ServiceRules.with(Map.of()));

    @AfterEach
    void close() {
        movn.close();
    }

    @Test
    void aServiceRestartsAndRunsTheFileThatIsThereNow() {
        movn.daemon("ovn-northd", "ovn/ovn-northd.pid");
        var northd = movn.service(NORTHD, "ovn-northd");
        String sha256 = movn.daemon("ovn-northd", "ovn/ovn-northd.pid", "echo new");

        assertThat(restarts.restart(List.of(NORTHD))).singleElement().satisfies(restarted -> {
            assertThat(restarted.succeeded()).isTrue();
            assertThat(restarted.service()).isEqualTo(NORTHD);
            assertThat(restarted.since()).matches("@\\d+\\.\\d+");
        });
        assertThat(northd.runningSha256()).contains(sha256);
        assertThat(movn.asked()).isEmpty();
    }

    @Test
    void aControllerLeavesWithoutGivingItsRegistrationUp() {
        movn.daemon("ovn-controller", "ovn/ovn-controller.pid");
        var chassis = movn.service(CHASSIS, "ovn-controller");

        restarts.restart(List.of(CHASSIS));

        assertThat(movn.asked()).containsExactly("ovn-controller.ctl exit --restart");
        assertThat(chassis.starts()).isEqualTo(2);
    }

    @Test
    void aControllerThatIsDeadIsNotAsked() {
        movn.daemon("ovn-controller", "ovn/ovn-controller.pid");
        var chassis = movn.service(CHASSIS, "ovn-controller");
        restarts.restart(List.of(CHASSIS));
        movn.instance().withFile("/var/snap/microovn/common/run/ovn/ovn-controller.pid", "4000000\n");

        restarts.restart(List.of(CHASSIS));

        assertThat(movn.asked()).hasSize(1);
        assertThat(chassis.starts()).isEqualTo(3);
    }

    @Test
    void aDatabaseServerThatLeadsHandsOverBeforeItStops() {
        movn.daemon("ovsdb-server", "ovn/ovnnb_db.pid");
        var server = movn.service(NB, "ovsdb-server");
        movn.answer("cluster/status", CLUSTER);

        restarts.restart(List.of(NB));

        assertThat(movn.asked())
                .containsExactly(
                        "ovnnb_db.ctl cluster/status OVN_Northbound",
                        "ovnnb_db.ctl cluster/failure-test transfer-leadership",
                        "ovnnb_db.ctl cluster/status OVN_Northbound");
        assertThat(server.starts()).isEqualTo(2);
    }

    @Test
    void aServerThatFollowsOrIsAloneHasNothingToHandOver() {
        movn.daemon("ovsdb-server", "ovn/ovnnb_db.pid");
        movn.service(NB, "ovsdb-server");
        movn.answer("cluster/status", CLUSTER.replace("leader", "follower").replace("self\n", "2d05\n"));
        restarts.restart(List.of(NB));
        movn.answer("cluster/status", CLUSTER.replaceFirst(" *2d05 .*\n", ""));
        restarts.restart(List.of(NB));

        assertThat(movn.asked()).hasSize(2).containsOnly("ovnnb_db.ctl cluster/status OVN_Northbound");
    }

    @Test
    void aServiceThatCrashedTooOftenStartsAgain() {
        movn.program("ovn-northd", "exit 1\n");
        var northd = movn.service(NORTHD, "ovn-northd");
        assertThat(northd.state()).isEqualTo("failed");
        movn.daemon("ovn-northd", "ovn/ovn-northd.pid");

        assertThat(restarts.restart(List.of(NORTHD)).get(0).succeeded()).isTrue();
        assertThat(northd.state()).isEqualTo("active");
    }

    @Test
    void theFirstRestartThatFailsIsTheLastThatIsTried() {
        movn.daemon("ovn-controller", "ovn/ovn-controller.pid");
        var chassis = movn.service(CHASSIS, "ovn-controller");

        List<Restarted> restarted = restarts.restart(List.of("microovn.nothing", CHASSIS));

        assertThat(restarted)
                .singleElement()
                .extracting(Restarted::problem)
                .asString()
                .contains("snap.microovn.nothing.service not found");
        assertThat(chassis.starts()).isEqualTo(1);
    }

    @Test
    void whoLeadsIsAskedOnlyWhereItMatters() {
        movn.daemon("ovn-northd", "ovn/ovn-northd.pid");
        movn.service(NORTHD, "ovn-northd");
        movn.daemon("ovsdb-server", "ovn/ovnnb_db.pid");
        movn.service(NB, "ovsdb-server");
        movn.answer("status", "Status: standby");
        movn.answer("cluster/status", CLUSTER);

        assertThat(restarts.asked(List.of(CHASSIS, "microovn.daemon", "lab.x"))).isEmpty();
        assertThat(leading(restarts.asked(List.of(CHASSIS, NORTHD, "microovn.ovn-ovsdb-server-sb", NB))))
                .containsExactly(NB);
        movn.answer("status", "Status: active");
        assertThat(leading(List.of(NORTHD))).containsExactly(NORTHD);
    }

    private Set<String> leading(List<String> asked) {
        String script = Restarts.FUNCTIONS + """
                proc=$1 appctl=$2
                shift 3
                while [ $# -gt 2 ]; do
                  answer=
                  if process "$1"; then ask "$2" $3 || answer=; fi
                  echo "$answer" | tr '\\n' ';'
                  echo
                  shift 3
                done
                """;
        String output = movn.host()
                .run(Command.script("ask", script, restarts.questions(asked)))
                .stdout();
        return Restarts.leading(asked, output.lines().toList());
    }

    @Test
    void aHostThatCannotRunTheScriptIsAFailedStep() {
        Restarts broken = new Restarts(StubHost.saying(127, "", "sh: not found\n"), ServiceRules.with(Map.of()));

        assertThatThrownBy(() -> broken.restart(List.of(NORTHD)))
                .isInstanceOfSatisfying(
                        HostStepException.class, e -> assertThat(e.reason()).isEqualTo("sh: not found"));
    }
}
