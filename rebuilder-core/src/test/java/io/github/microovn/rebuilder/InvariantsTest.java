package io.github.microovn.rebuilder;

import static io.github.microovn.rebuilder.TestSession.CENTRAL;
import static io.github.microovn.rebuilder.TestSession.CHASSIS;
import static io.github.microovn.rebuilder.TestSession.CONTROLLER;
import static io.github.microovn.rebuilder.TestSession.NORTHD;
import static io.github.microovn.rebuilder.TestSession.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.result.Step;
import io.github.microovn.rebuilder.testing.FakeHost;
import io.github.microovn.rebuilder.testing.FakeHost.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The promises of the design that a deployment keeps, each under the failures that could break it. */
class InvariantsTest {

    private static final String NEW = "northd 2";

    @TempDir
    private Path directory;

    static Stream<Arguments> faults() {
        return Stream.of("put", "prepare", "apply", "await")
                .flatMap(step -> Stream.of(Fault.LOST_BEFORE, Fault.LOST_AFTER, Fault.FAILS)
                        .map(fault -> Arguments.of(step, fault)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aWatchedPathAlwaysHoldsACompleteFileWhateverStepFails(String step, Fault fault) {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.host(0).lay(step, fault);

            session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(session.host(0).content(NORTHD)).isIn("old northd", NEW);
        }
    }

    @Test
    void aWatchedPathIsNeverAbsentNorPartialUntilTheRename() {
        AtomicReference<String> atSwap = new AtomicReference<>("");
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.host(0).beforeSwap(() -> atSwap.set(session.host(0).content(NORTHD)));

            session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(atSwap.get()).isEqualTo("old northd");
            assertThat(session.host(0).content(NORTHD)).isEqualTo(NEW);
        }
    }

    @ParameterizedTest
    @CsvSource({"DISK_FULL, UPLOAD", "TRUNCATES, VERIFY"})
    void anUploadThatArrivesIncompleteNeverTakesThePlace(Fault fault, Step step) {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.host(0).lay("put", fault);

            HostResult result =
                    session.roundThatMakes("northd/ovn-northd", NEW).hosts().get(0);

            assertThat(result.failure()).isNotNull();
            assertThat(result.failure().step()).isEqualTo(step);
            assertThat(session.host(0).content(NORTHD)).isEqualTo("old northd");
            assertThat(session.host(0).list(TestSession.REMOTE + "/bin"))
                    .containsExactly("ovn-controller", "ovn-nbctl", "ovn-northd");
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatAFailedHostDidNotConfirmIsOwedUntilItHas(String step, Fault fault) {
        try (TestSession session = new TestSession(directory, "h1", "h2").open()) {
            session.host(0).lay(step, fault);
            RoundResult first = session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(result(first, "h1").outcome()).isEqualTo(Outcome.FAILED);
            assertThat(result(first, "h1").pending()).isTrue();
            assertThat(result(first, "h2").pending()).isFalse();

            session.host(1).forgetLog();
            RoundResult second = session.round();

            assertThat(result(second, "h1").outcome()).isEqualTo(Outcome.OK);
            assertThat(result(second, "h1").pending()).isFalse();
            assertThat(session.host(0).content(NORTHD)).isEqualTo(NEW);
            assertThat(session.host(0).running(CENTRAL)).isEqualTo(NEW);
            assertThat(session.host(1).log()).isEmpty();
            assertThat(session.round().status()).isEqualTo(Status.NO_CHANGES);
        }
    }

    @Test
    void whatABuildMadeBeforeItFailedIsDeployedByTheNextOneThatSucceeds() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.builder.makesAndFails(() -> session.make("controller/ovn-controller", "controller 2"));
            RoundResult failed = session.round();

            assertThat(failed.hosts().get(0).pendingTargets()).containsExactly("controller/ovn-controller");

            RoundResult next = session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(next.hosts().get(0).deployed())
                    .containsExactly("northd/ovn-northd", "controller/ovn-controller");
            assertThat(session.host(0).content(CONTROLLER)).isEqualTo("controller 2");
        }
    }

    @Test
    void aChangeThatWasSwappedUnheardAndThenTakenBackIsTakenBackOnTheHostToo() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.roundThatMakes("northd/ovn-northd", NEW);
            session.host(0).lay("apply", Fault.LOST_AFTER);
            session.roundThatMakes("northd/ovn-northd", "northd 3");
            assertThat(session.host(0).content(NORTHD)).isEqualTo("northd 3");

            session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(session.host(0).content(NORTHD)).isEqualTo(NEW);
            assertThat(session.host(0).running(CENTRAL)).isEqualTo(NEW);
        }
    }

    @Test
    void aSwapThatWasDoneUnheardIsNotDoneAgainButItsRestartIs() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.host(0).lay("apply", Fault.LOST_AFTER);
            session.roundThatMakes("northd/ovn-northd", NEW);
            session.host(0).forgetLog();

            RoundResult round = session.round();

            assertThat(session.host(0).log()).containsExactly("observe", "prepare", "apply", "await");
            assertThat(round.hosts().get(0).deployed()).isEmpty();
            assertThat(round.hosts().get(0).restarted()).containsExactly(CENTRAL);
            assertThat(session.host(0).running(CENTRAL)).isEqualTo(NEW);
        }
    }

    @Test
    void aHostThatStaysLostFailsEveryRoundAndLosesNothing() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.host(0).lay("apply", Fault.LOST_AFTER);
            session.roundThatMakes("northd/ovn-northd", NEW);
            session.host(0).lay("observe", Fault.LOST_BEFORE);

            RoundResult lost = session.round();

            assertThat(lost.status()).isEqualTo(Status.HOST_FAILED);
            assertThat(String.valueOf(lost.hosts().get(0).failure())).contains("the connection broke");
            assertThat(lost.hosts().get(0).pendingTargets()).containsExactly("northd/ovn-northd");
            assertThat(session.round().hosts().get(0).outcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void identicalBytesMoveNothingAndRestartNothing() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.host(0).forgetLog();

            RoundResult round = session.roundThatMakes("northd/ovn-northd", "northd 1");

            assertThat(round.status()).isEqualTo(Status.NO_CHANGES);
            assertThat(session.host(0).log()).isEmpty();
            assertThat(session.host(0).restarts(CENTRAL)).isZero();
        }
    }

    @Test
    void aServiceThatIsDisabledStaysStoppedAndThatIsSaidOnce() {
        TestSession prepared = new TestSession(directory, "h1");
        prepared.host(0).withService(CENTRAL, NORTHD, false, false);
        try (TestSession session = prepared.open()) {
            RoundResult round = session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(session.host(0).content(NORTHD)).isEqualTo(NEW);
            assertThat(session.host(0).restarts(CENTRAL)).isZero();
            assertThat(round.hosts().get(0).outcome()).isEqualTo(Outcome.OK);
            assertThat(round.hosts().get(0).pending()).isFalse();
            assertThat(session.events(HostEvent.ServiceSkipped.class)).hasSize(1);

            session.roundThatMakes("northd/ovn-northd", "northd 3");

            assertThat(session.events(HostEvent.ServiceSkipped.class)).isEmpty();
            assertThat(session.host(0).restarts(CENTRAL)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true", "true, true"})
    void aServiceThatIsEnabledOrActiveIsRestarted(boolean enabled, boolean active) {
        TestSession prepared = new TestSession(directory, "h1");
        prepared.host(0).withService(CENTRAL, NORTHD, enabled, active);
        try (TestSession session = prepared.open()) {
            session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(session.host(0).running(CENTRAL)).isEqualTo(NEW);
        }
    }

    @ParameterizedTest
    @CsvSource({"refuses", "dies"})
    void aRestartThatFailedStaysOwedUntilItSucceeded(String how) {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.host(0).breakService(CENTRAL, how);
            RoundResult first = session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(first.hosts().get(0).pendingTargets()).isEmpty();
            assertThat(first.hosts().get(0).pendingRestarts()).containsExactly(CENTRAL);

            session.builder.makesAndFails(() -> {});
            assertThat(session.round().hosts().get(0).pendingRestarts()).containsExactly(CENTRAL);

            session.builder.makes(() -> {});
            session.host(0).mendService(CENTRAL);
            session.host(0).forgetLog();
            RoundResult third = session.round();

            assertThat(third.status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.host(0).log()).containsExactly("prepare", "apply", "await");
            assertThat(session.host(0).running(CENTRAL)).isEqualTo(NEW);
            assertThat(third.hosts().get(0).pending()).isFalse();
        }
    }

    @Test
    void aRestartIsOwedOnlyWhereAFileWasReplaced() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.host(0).lay("apply", Fault.FAILS);

            RoundResult round = session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(round.hosts().get(0).pendingTargets()).containsExactly("northd/ovn-northd");
            assertThat(round.hosts().get(0).pendingRestarts()).isEmpty();
        }
    }

    @Test
    void aServiceRestartsOncePerRoundHoweverManyTargetsNameIt() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.builder.makes(() -> {
                session.make("northd/ovn-northd", NEW);
                session.make("controller/ovn-controller", "controller 2");
                session.make("lib/libovn.so", "lib 2");
            });
            session.round();

            assertThat(session.host(0).restarts(CENTRAL)).isEqualTo(1);
            assertThat(session.host(0).restarts(CHASSIS)).isEqualTo(1);
        }
    }

    @Test
    void aServiceThatDiesIsReportedAsDeployedButNotHealthy() {
        try (TestSession session = new TestSession(directory, "h1", "h2").open()) {
            session.host(0).breakService(CENTRAL, "dies");

            RoundResult round = session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(round.status()).isEqualTo(Status.UNHEALTHY);
            HostResult unwell = result(round, "h1");
            assertThat(unwell.outcome()).isEqualTo(Outcome.UNHEALTHY);
            assertThat(unwell.unwell()).singleElement().satisfies(service -> {
                assertThat(service.service()).isEqualTo(CENTRAL);
                assertThat(service.reason()).startsWith("it failed");
            });
            assertThat(session.host(0).content(NORTHD)).isEqualTo(NEW);
            assertThat(session.events(HostEvent.Unhealthy.class))
                    .extracting("host")
                    .containsExactly("h1");
            assertThat(result(round, "h2").outcome()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void aServiceThatSystemdDoesNotStartIsAFailedHost() {
        try (TestSession session = new TestSession(directory, "h1", "h2").open()) {
            session.host(0).breakService(CENTRAL, "refuses");

            RoundResult round = session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(round.status()).isEqualTo(Status.HOST_FAILED);
            HostResult failed = result(round, "h1");
            assertThat(failed.failure()).isNotNull();
            assertThat(failed.failure().step()).isEqualTo(Step.RESTART);
            assertThat(failed.failure().reason())
                    .startsWith(
                            "Failed to restart service " + CENTRAL + ": Job for snap.microovn.central.service failed");
            assertThat(failed.restarted()).isEmpty();
            assertThat(result(round, "h2").outcome()).isEqualTo(Outcome.OK);
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void oneHostsFailureStopsNoOtherHostAndIsReportedWithStepAndReason(String step, Fault fault) {
        try (TestSession session = new TestSession(directory, "h1", "h2", "h3").open()) {
            session.host(1).lay(step, fault);

            RoundResult round = session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(round.hosts()).extracting("outcome").containsExactly(Outcome.OK, Outcome.FAILED, Outcome.OK);
            assertThat(session.host(0).running(CENTRAL)).isEqualTo(NEW);
            assertThat(session.host(2).running(CENTRAL)).isEqualTo(NEW);
            assertThat(session.events(HostEvent.Failed.class)).singleElement().satisfies(event -> {
                assertThat(event.host()).isEqualTo("h2");
                assertThat(event.step()).isEqualTo(expectedStep(step));
                assertThat(event.reason()).isNotBlank().doesNotContain("\n");
            });
        }
    }

    private static Step expectedStep(String step) {
        return switch (step) {
            case "put" -> Step.UPLOAD;
            case "prepare" -> Step.VERIFY;
            case "apply" -> Step.SWAP;
            default -> Step.READY;
        };
    }

    @Test
    void nothingIsReplacedAnywhereBeforeEveryHostHasStagedOrFailed() {
        TestSession prepared = new TestSession(directory, "h1", "h2");
        // One after the other: without the barrier the first host would be done before the second begins.
        prepared.parallel = 1;
        try (TestSession session = prepared.open()) {
            FakeHost later = session.host(1);
            AtomicReference<List<String>> atFirstSwap = new AtomicReference<>();
            session.host(0).beforeSwap(() -> atFirstSwap.set(later.log()));

            session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(atFirstSwap.get()).contains("put", "prepare");
        }
    }

    @ParameterizedTest
    @CsvSource({"$(touch pwned) 'a' \"b\" `c` & ; * ?", "-rf", "with blank"})
    void noNameReachesAShellUnquoted(String name) throws Exception {
        TestSession prepared = new TestSession(directory.resolve(name), name);
        try (TestSession session = prepared.open()) {
            RoundResult round = session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(round.status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.host(0).content(NORTHD)).isEqualTo(NEW);
            try (Stream<Path> files = Files.walk(directory)) {
                assertThat(files).noneMatch(file -> file.endsWith("pwned"));
            }
        }
    }
}
