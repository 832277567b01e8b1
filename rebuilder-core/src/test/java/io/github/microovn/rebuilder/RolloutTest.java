package io.github.microovn.rebuilder;

import static io.github.microovn.rebuilder.TestSession.CENTRAL;
import static io.github.microovn.rebuilder.TestSession.NORTHD;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.config.DeploySettings;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.testing.FakeHost;
import io.github.microovn.rebuilder.testing.FakeHost.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The order in which hosts swap and restart. */
@Timeout(60)
class RolloutTest {

    private static final String NEW = "northd 2";

    @TempDir
    private Path directory;

    private TestSession rolling(String... hosts) {
        TestSession session = new TestSession(directory, hosts);
        session.deploy = new DeploySettings(Duration.ZERO, Duration.ofSeconds(10), true);
        return session.open();
    }

    @Test
    void aRollingDeploymentGoesOnWhenAHostIsReady() {
        try (TestSession session = rolling("h1", "h2", "h3")) {
            List<String> atSwap = new CopyOnWriteArrayList<>();
            session.hosts.forEach(host -> host.beforeSwap(() -> atSwap.add(
                    host.name() + " " + session.events(HostEvent.Ready.class).size())));

            RoundResult round = session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(round.status()).isEqualTo(Status.DEPLOYED);
            assertThat(atSwap).containsExactly("h1 0", "h2 1", "h3 2");
        }
    }

    @Test
    void aRollingDeploymentStopsAtAHostThatIsNotReadyAndLeavesTheOthersAsTheyWere() {
        try (TestSession session = rolling("h1", "h2")) {
            session.host(0).breakService(CENTRAL, "dies");

            RoundResult round = session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(round.hosts()).extracting("outcome").containsExactly(Outcome.UNHEALTHY, Outcome.FAILED);
            assertThat(String.valueOf(round.hosts().get(1).failure()))
                    .contains("Replaced nothing and did not restart " + CENTRAL);
            assertThat(session.host(1).content(NORTHD)).isEqualTo("old northd");
            assertThat(session.host(1).list(TestSession.REMOTE + "/bin"))
                    .containsExactly("ovn-controller", "ovn-nbctl", "ovn-northd");

            session.host(0).mendService(CENTRAL);
            assertThat(session.round().status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.host(1).running(CENTRAL)).isEqualTo(NEW);
        }
    }

    @Test
    void aRollingDeploymentStopsAtAHostThatIsLost() {
        try (TestSession session = rolling("h1", "h2")) {
            session.host(0).lay("apply", Fault.LOST_BEFORE);

            RoundResult round = session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(round.hosts()).extracting("outcome").containsExactly(Outcome.FAILED, Outcome.FAILED);
            assertThat(session.host(1).content(NORTHD)).isEqualTo("old northd");
        }
    }

    private static final String SERVICE = "microovn.ovn-northd";

    /** Hosts with a northd that can be asked; the last one works, the others stand by. */
    private TestSession northds(String... hosts) {
        TestSession session = new TestSession(directory, hosts);
        session.targets = List.of(TestSession.target("northd/ovn-northd", "bin/ovn-northd", SERVICE));
        for (FakeHost host : session.hosts) {
            boolean active = host == session.hosts.get(session.hosts.size() - 1);
            host.withService(SERVICE, NORTHD, true, true)
                    .withCommand("snap", "echo Status: " + (active ? "active" : "standby"))
                    .withFile("/var/snap/microovn/common/run/ovn/ovn-northd.pid", "77\n")
                    .withFile("/proc/77/cmdline", "");
            try {
                Files.createSymbolicLink(host.file("/proc/77/exe"), host.file(NORTHD));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return session.open();
    }

    @Test
    void theNorthdThatWorksRestartsWhenTheOthersAreReady() {
        try (TestSession session = northds("h1", "h2", "h3")) {
            List<String> atSwap = new CopyOnWriteArrayList<>();
            session.host(2)
                    .beforeSwap(() -> atSwap.addAll(session.events(HostEvent.Ready.class).stream()
                            .map(HostEvent::host)
                            .sorted()
                            .toList()));

            assertThat(session.roundThatMakes("northd/ovn-northd", NEW).status())
                    .isEqualTo(Status.DEPLOYED);
            assertThat(atSwap).containsExactly("h1", "h2");
        }
    }

    @Test
    void theNorthdThatWorksStaysWhenAnotherOneDoesNotBecomeReadyAndIsOwed() {
        try (TestSession session = northds("h1", "h2", "h3")) {
            session.host(0).breakService(SERVICE, "dies");
            session.host(1).breakService(SERVICE, "refuses");

            RoundResult round = session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(round.hosts())
                    .extracting("outcome")
                    .containsExactly(Outcome.UNHEALTHY, Outcome.FAILED, Outcome.FAILED);
            assertThat(String.valueOf(round.hosts().get(2).failure()))
                    .contains("Replaced nothing and did not restart " + SERVICE
                            + ", so that one is left that works: not ready on h1, h2");
            assertThat(session.host(2).content(NORTHD)).isEqualTo("old northd");
            assertThat(session.host(2).restarts(SERVICE)).isZero();
            assertThat(round.hosts().get(2).pendingTargets()).containsExactly("northd/ovn-northd");

            session.host(0).mendService(SERVICE);
            session.host(1).mendService(SERVICE);
            assertThat(session.round().status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.host(2).running(SERVICE)).isEqualTo(NEW);
        }
    }

    @Test
    void filesWithoutAServiceGoToAllHostsAtOnce() {
        try (TestSession session = rolling("h1", "h2")) {
            session.hosts.forEach(host -> host.withFile(TestSession.REMOTE + "/bin/ovn-nbctl", "old nbctl"));

            RoundResult round = session.roundThatMakes("utilities/ovn-nbctl", "nbctl 2");

            assertThat(round.status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.hosts)
                    .allSatisfy(host -> assertThat(host.content(TestSession.REMOTE + "/bin/ovn-nbctl"))
                            .isEqualTo("nbctl 2"));
        }
    }
}
