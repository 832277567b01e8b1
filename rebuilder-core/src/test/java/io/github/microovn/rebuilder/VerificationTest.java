package io.github.microovn.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.config.Verification;
import io.github.microovn.rebuilder.event.RoundEvent;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.testing.FakeHost.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether the cluster as a whole works after a round. */
@Timeout(60)
class VerificationTest {

    private static final String LAGS = """
            case $* in
              *' sync') exit 142 ;;
              *NB_Global*) echo 5; echo 5 ;;
              *Chassis_Private*) echo h1,5; echo h2,4 ;;
            esac
            """;

    @TempDir
    private Path directory;

    private TestSession session(String snap) {
        TestSession session = new TestSession(directory, "h1", "h2");
        session.hosts.forEach(host -> host.withCommand("snap", snap));
        session.verify = Verification.SYNC;
        return session;
    }

    private static RoundEvent.Verified verified(TestSession session) {
        return session.events(RoundEvent.Verified.class).get(0);
    }

    @Test
    void oneHostIsAskedOnceEverythingIsDeployed() {
        try (TestSession session = session("exit 0").open()) {
            RoundResult round = session.roundThatMakes("northd/ovn-northd", "northd 2");

            assertThat(round.status()).isEqualTo(Status.DEPLOYED);
            assertThat(verified(session).synced()).isTrue();
            assertThat(session.events(RoundEvent.Verifying.class))
                    .containsExactly(new RoundEvent.Verifying("h1", Duration.ofSeconds(10)));
            assertThat(session.host(0).log()).endsWith("sync").containsOnlyOnce("sync");
            assertThat(session.host(1).log()).doesNotContain("sync");
        }
    }

    @Test
    void aChangeThatDoesNotReachAChassisMakesTheRoundUnhealthy() {
        try (TestSession session = session(LAGS).open()) {
            RoundResult round = session.roundThatMakes("northd/ovn-northd", "northd 2");

            assertThat(round.status()).isEqualTo(Status.UNHEALTHY);
            assertThat(round.pending()).isFalse();
            assertThat(verified(session).lagging()).containsExactly("h2");
            assertThat(verified(session).reason()).isEqualTo("the change did not reach chassis h2 within 10 s");
        }
    }

    @Test
    void nothingIsAskedWhenNothingChanged() {
        try (TestSession session = session(LAGS).open()) {
            assertThat(session.round().status()).isEqualTo(Status.NO_CHANGES);
            assertThat(session.events(RoundEvent.Verified.class)).isEmpty();
        }
    }

    @Test
    void nothingIsAskedThatNobodyWants() {
        TestSession session = session(LAGS);
        session.verify = Verification.NONE;
        try (session) {
            session.open();

            assertThat(session.roundThatMakes("northd/ovn-northd", "northd 2").status())
                    .isEqualTo(Status.DEPLOYED);
        }
    }

    @Test
    void aHostThatIsLostMeanwhileIsTheReason() {
        try (TestSession session = session("exit 0").open()) {
            session.host(0).lay("sync", Fault.LOST_BEFORE);

            assertThat(session.roundThatMakes("northd/ovn-northd", "northd 2").status())
                    .isEqualTo(Status.UNHEALTHY);
            assertThat(verified(session).reason()).isEqualTo("h1 cannot be asked: the connection broke");
        }
    }

    @Test
    void theUserNeedNotWaitForTheAnswer() throws Exception {
        ExecutorService runner = Executors.newSingleThreadExecutor();
        try (TestSession session = session("exit 0").open()) {
            session.host(0).lay("sync", Fault.HANGS);
            Future<RoundResult> round = runner.submit(() -> session.roundThatMakes("northd/ovn-northd", "northd 2"));
            session.host(0).awaitHanging();

            session.rebuilder().interrupt();

            assertThat(round.get(10, TimeUnit.SECONDS).status()).isEqualTo(Status.INTERRUPTED);
        } finally {
            runner.shutdownNow();
        }
    }
}
