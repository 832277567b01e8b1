package io.github.microovn.rebuilder;

import static io.github.microovn.rebuilder.TestSession.CENTRAL;
import static io.github.microovn.rebuilder.TestSession.NORTHD;
import static io.github.microovn.rebuilder.TestSession.REMOTE;
import static io.github.microovn.rebuilder.TestSession.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.testing.FakeHost.Fault;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C at every stage of a round: every wait obeys it, nothing is left half done, nothing is forgotten. */
@Timeout(30)
class InterruptTest {

    @TempDir
    private Path directory;

    private final ExecutorService runner = Executors.newSingleThreadExecutor();

    @AfterEach
    void endRunner() {
        runner.shutdownNow();
    }

    @Test
    void everyWaitObeysCtrlCDuringTheBuild() throws Exception {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.builder.makes(() -> session.make("northd/ovn-northd", "northd 2"));
            session.builder.goesOn();
            Future<RoundResult> round = runner.submit(session::round);
            session.builder.awaitRunning();

            session.rebuilder().interrupt();

            RoundResult result = round.get(10, TimeUnit.SECONDS);
            assertThat(result.status()).isEqualTo(Status.INTERRUPTED);
            assertThat(result.hosts().get(0).pendingTargets()).containsExactly("northd/ovn-northd");
            assertThat(session.events(BuildEvent.Interrupted.class)).hasSize(1);
            assertThat(session.host(0).content(NORTHD)).isEqualTo("old northd");

            assertThat(session.round().status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.host(0).running(CENTRAL)).isEqualTo("northd 2");
        }
    }

    @ParameterizedTest
    @CsvSource({"put", "prepare"})
    void anInterruptBeforeTheBarrierChangesNoHostAndRemovesWhatWasStaged(String step) throws Exception {
        try (TestSession session = new TestSession(directory, "h1", "h2").open()) {
            session.host(1).lay(step, Fault.HANGS);
            session.builder.makes(() -> session.make("northd/ovn-northd", "northd 2"));
            Future<RoundResult> round = runner.submit(session::round);
            session.host(1).awaitHanging();

            session.rebuilder().interrupt();

            RoundResult result = round.get(10, TimeUnit.SECONDS);
            assertThat(result.status()).isEqualTo(Status.INTERRUPTED);
            assertThat(result.hosts()).allSatisfy(host -> {
                assertThat(host.outcome()).isEqualTo(Outcome.INTERRUPTED);
                assertThat(host.pendingTargets()).containsExactly("northd/ovn-northd");
            });
            assertThat(session.hosts).allSatisfy(host -> {
                assertThat(host.content(NORTHD)).isEqualTo("old northd");
                assertThat(host.list(REMOTE + "/bin")).containsExactly("ovn-controller", "ovn-nbctl", "ovn-northd");
                assertThat(host.restarts(CENTRAL)).isZero();
            });
            assertThat(session.round().status()).isEqualTo(Status.DEPLOYED);
        }
    }

    @Test
    void aHostThatDoesNotAnswerWhenItIsCleanedUpIsNotWaitedFor() throws Exception {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.host(0).lay("put", Fault.HANGS);
            session.host(0).lay("rm", Fault.HANGS);
            session.builder.makes(() -> session.make("northd/ovn-northd", "northd 2"));
            Future<RoundResult> round = runner.submit(session::round);
            session.host(0).awaitHanging();

            session.rebuilder().interrupt();

            assertThat(round.get(10, TimeUnit.SECONDS).status()).isEqualTo(Status.INTERRUPTED);
            assertThat(session.round().status()).isEqualTo(Status.DEPLOYED);
        }
    }

    @Test
    void anInterruptAfterTheBarrierFinishesTheHostsThatHaveBegun() {
        TestSession prepared = new TestSession(directory, "h1", "h2");
        prepared.parallel = 1;
        try (TestSession session = prepared.open()) {
            session.host(0).beforeSwap(() -> session.rebuilder().interrupt());

            RoundResult round = session.roundThatMakes("northd/ovn-northd", "northd 2");

            assertThat(round.status()).isEqualTo(Status.INTERRUPTED);
            assertThat(result(round, "h1").outcome()).isEqualTo(Outcome.OK);
            assertThat(session.host(0).running(CENTRAL)).isEqualTo("northd 2");
            assertThat(result(round, "h2").outcome()).isEqualTo(Outcome.INTERRUPTED);
            assertThat(result(round, "h2").pendingTargets()).containsExactly("northd/ovn-northd");
            assertThat(session.host(1).content(NORTHD)).isEqualTo("old northd");
            assertThat(session.host(1).list(REMOTE + "/bin"))
                    .containsExactly("ovn-controller", "ovn-nbctl", "ovn-northd");
        }
    }

    @Test
    void anInterruptWhenNoRoundRunsDoesNothingToTheNextOne() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.rebuilder().interrupt();

            assertThat(session.roundThatMakes("northd/ovn-northd", "northd 2").status())
                    .isEqualTo(Status.DEPLOYED);
        }
    }

    @Test
    void anInterruptOfTheRoundsThreadEndsItAtOnce() throws Exception {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.host(0).lay("put", Fault.HANGS);
            session.builder.makes(() -> session.make("northd/ovn-northd", "northd 2"));
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            Future<RoundResult> round = runner.submit(() -> {
                thread.complete(Thread.currentThread());
                return session.round();
            });
            session.host(0).awaitHanging();

            thread.get().interrupt();

            assertThatThrownBy(() -> round.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(CancelledException.class);
        }
        assertThat(directory.resolve("h1" + NORTHD)).hasContent("old northd");
    }

    @Test
    void closingEndsEveryThreadAndConnectionAndTheTemporaryLog() throws Exception {
        TestSession session = new TestSession(directory, "h1", "h2").open();
        session.host(0).lay("prepare", Fault.HANGS);
        session.builder.makes(() -> session.make("northd/ovn-northd", "northd 2"));
        Future<RoundResult> round = runner.submit(session::round);
        session.host(0).awaitHanging();

        session.close();
        session.close();

        assertThat(round.get(10, TimeUnit.SECONDS).status()).isEqualTo(Status.INTERRUPTED);
        assertThat(session.hosts).allMatch(host -> host.closed());
        assertThat(session.connector.closed()).isTrue();
        assertNoThreadIsLeft();
    }

    @Test
    void closingEndsAThreadThatHangsWhereItIsNotInterruptedOtherwise() throws Exception {
        TestSession session = new TestSession(directory, "h1").open();
        session.host(0).lay("apply", Fault.HANGS);
        session.builder.makes(() -> session.make("northd/ovn-northd", "northd 2"));
        Future<RoundResult> round = runner.submit(session::round);
        session.host(0).awaitHanging();

        session.close();

        RoundResult result = round.get(10, TimeUnit.SECONDS);
        assertThat(result.hosts().get(0).pendingTargets()).containsExactly("northd/ovn-northd");
        assertNoThreadIsLeft();
    }

    @Test
    void aRoundOfAClosedSessionBuildsNothingAndIsInterrupted() {
        TestSession session = new TestSession(directory, "h1").open();
        session.close();

        RoundResult round = session.roundThatMakes("northd/ovn-northd", "northd 2");

        assertThat(round.status()).isEqualTo(Status.INTERRUPTED);
        assertThat(session.source.resolve("northd/ovn-northd")).hasContent("northd 1");
        assertThat(session.events(BuildEvent.Started.class)).isEmpty();
    }

    @Test
    void closingInMidRoundRemovesWhatIsStagedOnHostsThatWaitForOthers() throws Exception {
        TestSession session = new TestSession(directory, "h1", "h2").open();
        session.host(1).lay("prepare", Fault.HANGS);
        session.builder.makes(() -> session.make("northd/ovn-northd", "northd 2"));
        Future<RoundResult> round = runner.submit(session::round);
        session.host(1).awaitHanging();

        session.close();

        assertThat(round.get(10, TimeUnit.SECONDS).status()).isEqualTo(Status.INTERRUPTED);
        assertThat(session.hosts)
                .allSatisfy(host -> assertThat(host.list(REMOTE + "/bin"))
                        .containsExactly("ovn-controller", "ovn-nbctl", "ovn-northd"));
    }

    @Test
    void closingInMidRoundEndsHostsThatStillWaitForAThread() throws Exception {
        TestSession prepared = new TestSession(directory, "h1", "h2");
        prepared.parallel = 1;
        TestSession session = prepared.open();
        session.host(0).lay("apply", Fault.HANGS);
        session.builder.makes(() -> session.make("northd/ovn-northd", "northd 2"));
        Future<RoundResult> round = runner.submit(session::round);
        session.host(0).awaitHanging();

        session.close();

        RoundResult result = round.get(10, TimeUnit.SECONDS);
        assertThat(result.status()).isEqualTo(Status.INTERRUPTED);
        assertThat(result(result, "h2").pendingTargets()).containsExactly("northd/ovn-northd");
        assertThat(session.host(1).content(NORTHD)).isEqualTo("old northd");
        assertNoThreadIsLeft();
    }

    private static void assertNoThreadIsLeft() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("deploy-")) {
                thread.join(5000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }
}
