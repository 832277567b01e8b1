package io.github.microovn.rebuilder;

import static io.github.microovn.rebuilder.TestSession.CENTRAL;
import static io.github.microovn.rebuilder.TestSession.NORTHD;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.config.DeploySettings;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.testing.FakeHost.Fault;
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
