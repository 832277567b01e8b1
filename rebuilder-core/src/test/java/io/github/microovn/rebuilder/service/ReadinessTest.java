package io.github.microovn.rebuilder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.service.Readiness.Afterwards;
import io.github.microovn.rebuilder.testing.MicroOvnInstance;
import io.github.microovn.rebuilder.testing.StubHost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadinessTest {

    private static final String NORTHD = "microovn.ovn-northd";
    private static final String CHASSIS = "microovn.chassis";
    private static final String NB = "microovn.ovn-ovsdb-server-nb";
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final MicroOvnInstance movn = new MicroOvnInstance();
    private final ServiceRules rules = ServiceRules.with(Map.of());
    private final Restarts restarts = new Restarts(movn.host(), rules);
    private final Readiness readiness = new Readiness(movn.host(), rules);

    @AfterEach
    void close() {
        movn.close();
    }

    private Health await(String service, String program, String sha256, Duration timeout) {
        Restarted restarted = restarts.restart(List.of(service)).get(0);
        return readiness
                .await(
                        List.of(new Awaited(service, restarted.since(), Map.of(program, sha256), Map.of())),
                        timeout,
                        Afterwards.NOTHING)
                .get(0);
    }

    @Test
    void readyIsADaemonThatRunsWhatWasDeployedAndAnswers() {
        String sha256 = movn.daemon("ovn-northd", "ovn/ovn-northd.pid");
        movn.answer("status", "Status: active");
        var northd = movn.service(NORTHD, "ovn-northd");

        Health health = await(NORTHD, "ovn-northd", sha256, LONG);

        assertThat(health.ready()).isTrue();
        assertThat(health.service()).isEqualTo(NORTHD);
        assertThat(health.reason()).isEqualTo("Status: active");
        assertThat(health.processes())
                .containsExactly(new RunningProcess("ovn-northd", Long.toString(northd.pid()), sha256));
        assertThat(health.journal()).isEmpty();
    }

    @Test
    void aDaemonThatRunsAnotherFileIsNotReady() {
        String sha256 = movn.daemon("ovn-northd", "ovn/ovn-northd.pid");
        movn.answer("status", "Status: active");
        var northd = movn.service(NORTHD, "ovn-northd");

        assertThat(await(NORTHD, "ovn-northd", "0".repeat(64), SHORT).reason())
                .isEqualTo(
                        "process " + northd.pid() + " does not run the deployed file after 300 ms; it runs " + sha256);
    }

    @Test
    void aDaemonThatDiesAtOnceIsReportedAtOnceWithWhatTheLinkerSaid() {
        movn.program("ovn-northd", """
                echo 'Starting ovn-northd.'
                echo 'ovn-northd: error while loading shared libraries: libunbound.so.9: cannot open shared object file'
                exit 1
                """);
        movn.service(NORTHD, "ovn-northd");

        Health health = await(NORTHD, "ovn-northd", "0".repeat(64), LONG);

        assertThat(health.ready()).isFalse();
        assertThat(health.reason()).isEqualTo("it died and was started again by systemd 5 times (result exit-code)");
        assertThat(health.journal().get(0)).contains("libunbound.so.9: cannot open shared object file");
        // Only the lines of this start, not those of the one before.
        assertThat(health.journal())
                .filteredOn(line -> line.contains("Started"))
                .hasSize(1);
    }

    @Test
    void aUnitThatIsActiveWithoutItsDaemonIsNotReady() {
        movn.program("ovn-controller", "exit 0\n");
        movn.service(CHASSIS, "ovn-controller");

        Health health = await(CHASSIS, "ovn-controller", "0".repeat(64), SHORT);

        assertThat(health.reason()).isEqualTo("there is no process of ovn-controller after 300 ms");
        assertThat(health.processes()).isEmpty();
        assertThat(health.journal()).isNotEmpty();
    }

    @Test
    void aDaemonThatDoesNotAnswerIsNotReady() {
        String sha256 = movn.daemon("ovn-northd", "ovn/ovn-northd.pid");
        var northd = movn.service(NORTHD, "ovn-northd");

        assertThat(await(NORTHD, "ovn-northd", sha256, SHORT).reason())
                .isEqualTo("ovn-northd (process " + northd.pid() + ") does not answer after 300 ms: "
                        + "ovn-appctl: cannot connect to \"ovn-northd." + northd.pid()
                        + ".ctl\" (Connection refused)");
    }

    @Test
    void aControllerWithoutTheSouthboundDatabaseIsNotReady() {
        String sha256 = movn.daemon("ovn-controller", "ovn/ovn-controller.pid");
        movn.answer("connection-status", "not connected");
        movn.service(CHASSIS, "ovn-controller");

        assertThat(await(CHASSIS, "ovn-controller", sha256, SHORT).reason())
                .endsWith("says after 300 ms: not connected");
        movn.answer("connection-status", "connected");
        assertThat(await(CHASSIS, "ovn-controller", sha256, LONG).ready()).isTrue();
    }

    @Test
    void aDatabaseServerIsReadyWhenItsClusterHasALeaderAndItKnowsEverything() {
        String sha256 = movn.daemon("ovsdb-server", "ovn/ovnnb_db.pid");
        String member = "Name: OVN_Northbound\nStatus: cluster member\nRole: follower\nLeader: 2d05\n"
                + "Entries not yet applied: 0\nServers:";
        movn.service(NB, "ovsdb-server");

        for (String wrong : List.of(
                member.replace("cluster member", "joining cluster"),
                member.replace("follower", "candidate"),
                member.replace("2d05", "unknown"),
                member.replace("applied: 0", "applied: 7"))) {
            movn.answer("cluster/status", wrong);
            assertThat(await(NB, "ovsdb-server", sha256, SHORT).ready())
                    .as(wrong)
                    .isFalse();
        }
        movn.answer("cluster/status", member);
        assertThat(await(NB, "ovsdb-server", sha256, LONG).reason())
                .isEqualTo("Status: cluster member Role: follower Leader: 2d05 Entries not yet applied: 0");
    }

    @Test
    void everyDaemonOfAServiceCounts() {
        String server = movn.daemon("ovsdb-server", "switch/ovsdb-server.pid");
        String vswitchd = movn.daemon(
                "ovs-vswitchd",
                "switch/ovs-vswitchd.pid",
                "mkdir -p \"${run%/*}\"; echo 4000000 > \"${run%/*}/ovsdb-server.pid\"");
        movn.answer("version", "ovs-vswitchd (Open vSwitch) 3.1.0");
        movn.service("microovn.switch", "ovs-vswitchd");

        assertThat(await("microovn.switch", "ovs-vswitchd", vswitchd, SHORT).reason())
                .isEqualTo("there is no process of ovsdb-server after 300 ms");
        assertThat(server).isNotEqualTo(vswitchd);
    }

    @Test
    void ofAnUnknownServiceTheUnitsOwnProcessIsCompared() {
        String sha256 = movn.program("tool", "exit 0\n");
        var tool = movn.service("lab.tool", "tool");

        assertThat(await("lab.tool", "tool", sha256, LONG).processes())
                .containsExactly(new RunningProcess("", Long.toString(tool.pid()), sha256));
        assertThat(await("lab.tool", "tool", "0".repeat(64), SHORT).reason())
                .isEqualTo("it is still starting after 300 ms");
        // It may be a library.
        assertThat(await("lab.tool", "libtool.so", "0".repeat(64), LONG).ready())
                .isTrue();
        assertThat(readiness
                        .await(List.of(new Awaited("lab.tool", "", Map.of(), Map.of())), SHORT, Afterwards.NOTHING)
                        .get(0)
                        .ready())
                .isTrue();
    }

    @Test
    void severalServicesAreToldInOrder() {
        movn.daemon("ovn-northd", "ovn/ovn-northd.pid");
        movn.answer("status", "Status: standby");
        movn.service(NORTHD, "ovn-northd");
        movn.program("tool", "exit 1\n");
        movn.service("lab.tool", "tool");

        List<Health> healths = readiness.await(
                List.of(new Awaited("lab.tool", "", Map.of(), Map.of()), new Awaited(NORTHD, "", Map.of(), Map.of())),
                LONG,
                Afterwards.NOTHING);

        assertThat(healths).extracting(Health::service).containsExactly("lab.tool", NORTHD);
        assertThat(healths).extracting(Health::ready).containsExactly(false, true);
        assertThat(healths.get(0).journal()).isEmpty();
    }

    @Test
    void aDaemonThatDiesWhileItSettlesIsReported() {
        String sha256 = movn.daemon("ovn-northd", "ovn/ovn-northd.pid");
        movn.answer("status", "Status: active");
        var northd = movn.service(NORTHD, "ovn-northd");
        Health ready = await(NORTHD, "ovn-northd", sha256, LONG);
        assertThat(readiness.watch(List.of(ready), SHORT)).containsExactly(ready);
        northd.crash();

        Health health = readiness.watch(List.of(ready), LONG).get(0);

        assertThat(health.ready()).isFalse();
        assertThat(health.reason()).startsWith("it was ready, and then died and was started again by systemd once");
        assertThat(health.journal()).anyMatch(line -> line.contains("code=dumped"));
    }

    @Test
    void aDaemonThatDiesUnderAnActiveUnitIsReportedToo() {
        String sha256 = movn.daemon("ovn-controller", "ovn/ovn-controller.pid");
        movn.answer("connection-status", "connected");
        var chassis = movn.service(CHASSIS, "ovn-controller");
        Health ready = await(CHASSIS, "ovn-controller", sha256, LONG);
        movn.host().run(io.github.microovn.rebuilder.host.Command.of("rm", "-r", "/proc/" + chassis.pid()));

        assertThat(readiness.watch(List.of(ready), LONG).get(0).reason())
                .isEqualTo("it was ready, and then lost its process");
    }

    @Test
    void whatIsNotReadyIsNotWatched() {
        Health sick =
                new Health(new Awaited(NORTHD, "", Map.of(), Map.of()), false, "dead", List.of(), List.of("line"));

        assertThat(new Readiness(StubHost.saying(1, "", ""), rules).watch(List.of(sick), LONG))
                .containsExactly(sick);
    }

    @Test
    void aHostThatCannotLookIsAFailedStep() {
        Readiness broken = new Readiness(StubHost.saying(127, "", "sh: not found\n"), rules);

        assertThatThrownBy(() ->
                        broken.await(List.of(new Awaited(NORTHD, "", Map.of(), Map.of())), SHORT, Afterwards.NOTHING))
                .isInstanceOfSatisfying(
                        HostStepException.class, e -> assertThat(e.reason()).isEqualTo("sh: not found"));
    }
}
