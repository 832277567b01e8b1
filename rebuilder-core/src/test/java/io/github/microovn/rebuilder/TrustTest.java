package io.github.microovn.rebuilder;

import static io.github.microovn.rebuilder.TestSession.CENTRAL;
import static io.github.microovn.rebuilder.TestSession.CHASSIS;
import static io.github.microovn.rebuilder.TestSession.CONTROLLER;
import static io.github.microovn.rebuilder.TestSession.LEDGER;
import static io.github.microovn.rebuilder.TestSession.LOCK;
import static io.github.microovn.rebuilder.TestSession.NORTHD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.config.DeploySettings;
import io.github.microovn.rebuilder.deploy.ClusterStatus;
import io.github.microovn.rebuilder.deploy.ClusterStatus.FileStatus;
import io.github.microovn.rebuilder.deploy.ClusterStatus.State;
import io.github.microovn.rebuilder.deploy.Plan;
import io.github.microovn.rebuilder.deploy.Plan.Action;
import io.github.microovn.rebuilder.error.StartException;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.event.RoundEvent;
import io.github.microovn.rebuilder.event.SessionEvent;
import io.github.microovn.rebuilder.host.Connectors;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.testing.FakeConnector;
import io.github.microovn.rebuilder.testing.FakeHost.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What outlives a session, and what can be taken back. */
@Timeout(60)
class TrustTest {

    private static final String NEW = "northd 2";

    @TempDir
    private Path directory;

    @Test
    void whatWasBuiltAndNotDeployedIsOwedAfterARestartOfTheTool() {
        TestSession session = new TestSession(directory, "h1", "h2");
        session.logDirectory = directory.resolve("state");
        try (session) {
            session.open();
            session.host(0).lay("put", Fault.LOST_BEFORE);
            session.roundThatMakes("northd/ovn-northd", NEW);

            RoundResult round = session.reopen().round();

            assertThat(round.hosts()).extracting("outcome").containsExactly(Outcome.OK, Outcome.UNTOUCHED);
            assertThat(session.host(0).running(CENTRAL)).isEqualTo(NEW);
        }
    }

    @Test
    void whatABuildMadeThatWasKilledWithTheToolIsOwed() throws Exception {
        TestSession session = new TestSession(directory, "h1");
        session.logDirectory = directory.resolve("state");
        try (session) {
            session.open();
            session.builder.makes(() -> {
                throw new IllegalStateException("killed");
            });
            assertThatThrownBy(session::round).isInstanceOf(IllegalStateException.class);
            session.make("northd/ovn-northd", NEW);
            session.builder.makes(() -> {});

            RoundResult round = session.reopenAfterKill().round();

            assertThat(round.hosts().get(0).deployed()).containsExactly("northd/ovn-northd");
            assertThat(directory.resolve("state/unfinished-build")).doesNotExist();
        }
    }

    @Test
    void aRestartThatIsOwedSurvivesARestartOfTheTool() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.host(0).breakService(CENTRAL, "refuses");
            session.roundThatMakes("northd/ovn-northd", NEW);
            session.host(0).mendService(CENTRAL);

            RoundResult round = session.reopen().round();

            assertThat(round.hosts().get(0).deployed()).isEmpty();
            assertThat(round.hosts().get(0).restarted()).containsExactly(CENTRAL);
            assertThat(session.host(0).running(CENTRAL)).isEqualTo(NEW);
            assertThat(session.reopen().round().status()).isEqualTo(Status.NO_CHANGES);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"LOST_BEFORE", "LOST_AFTER"})
    void aKillInTheSwapIsUnderstoodByTheNextSession(Fault fault) {
        TestSession session = new TestSession(directory, "h1");
        session.logDirectory = directory.resolve("state");
        try (session) {
            session.open();
            session.host(0).lay("apply", fault);
            session.roundThatMakes("northd/ovn-northd", NEW);

            RoundResult round = session.reopenAfterKill().round();

            assertThat(round.hosts().get(0).deployed()).hasSize(fault == Fault.LOST_AFTER ? 0 : 1);
            assertThat(round.hosts().get(0).restarted()).containsExactly(CENTRAL);
            assertThat(session.host(0).running(CENTRAL)).isEqualTo(NEW);
            assertThat(session.reopen().round().status()).isEqualTo(Status.NO_CHANGES);
        }
    }

    @Test
    void aFileThatWasDeployedIsPutRightWhenSomebodyElseHasChangedIt() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.roundThatMakes("northd/ovn-northd", NEW);
            session.host(0).withFile(NORTHD, "somebody's");

            assertThat(session.reopen().round().hosts().get(0).deployed()).containsExactly("northd/ovn-northd");
            assertThat(session.host(0).content(NORTHD)).isEqualTo(NEW);

            session.rebuilder().undo(false);
            assertThat(session.host(0).content(NORTHD)).isEqualTo("somebody's");
        }
    }

    @Test
    void anUndoTakesOneRoundBackAndARestoreAllOfThem() throws Exception {
        try (TestSession session = new TestSession(directory, "h1", "h2").open()) {
            Path northd = session.host(0).file(NORTHD);
            Files.setPosixFilePermissions(northd, PosixFilePermissions.fromString("r-xr-x--x"));
            session.roundThatMakes("northd/ovn-northd", NEW);
            session.roundThatMakes("northd/ovn-northd", "northd 3");
            session.roundThatMakes("controller/ovn-controller", "controller 2");

            assertThat(session.rebuilder().undo(false).status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.host(1).content(CONTROLLER)).isEqualTo("old controller");
            assertThat(session.host(1).content(NORTHD)).isEqualTo("northd 3");

            session.rebuilder().undo(false);
            assertThat(session.host(0).running(CENTRAL)).isEqualTo(NEW);
            assertThat(session.round().status()).as("it is not deployed again").isEqualTo(Status.NO_CHANGES);

            assertThat(session.reopen().rebuilder().restore(false).pending()).isFalse();
            assertThat(northd).hasContent("old northd");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(northd)))
                    .isEqualTo("r-xr-x--x");
            assertThat(session.host(0).running(CENTRAL)).isEqualTo("old northd");
            assertThat(session.round().pending()).as("after an undo, too").isFalse();

            session.events.clear();
            assertThat(session.rebuilder().restore(false).status()).isEqualTo(Status.NO_CHANGES);
            assertThat(session.events(RoundEvent.NothingToTakeBack.class)).hasSize(1);
            assertThat(session.round().status()).isEqualTo(Status.NO_CHANGES);
            assertThat(session.roundThatMakes("northd/ovn-northd", "northd 4").status())
                    .isEqualTo(Status.DEPLOYED);
        }
    }

    @Test
    void aRestoreRemovesWhatWasNotThere() throws Exception {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            Files.delete(session.host(0).file(TestSession.REMOTE + "/bin/ovn-nbctl"));
            session.reopen().roundThatMakes("utilities/ovn-nbctl", "nbctl 1");

            session.rebuilder().restore(false);

            assertThat(session.host(0).list(TestSession.REMOTE + "/bin"))
                    .containsExactly("ovn-controller", "ovn-northd");
        }
    }

    @Test
    void whatSomebodyElseHasPutThereIsNotTakenAwayWithoutForce() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.roundThatMakes("northd/ovn-northd", NEW);
            session.roundThatMakes("controller/ovn-controller", "controller 2");
            session.host(0).withFile(NORTHD, "somebody's");
            int restarts = session.host(0).restarts(CENTRAL);

            RoundResult round = session.rebuilder().restore(false);

            assertThat(round.status()).isEqualTo(Status.HOST_FAILED);
            assertThat(round.hosts().get(0).deployed()).containsExactly("controller/ovn-controller");
            assertThat(session.host(0).running(CHASSIS)).isEqualTo("old controller");
            assertThat(session.host(0).restarts(CENTRAL)).isEqualTo(restarts);
            assertThat(session.host(0).list(TestSession.REMOTE + "/bin"))
                    .containsExactly("ovn-controller", "ovn-nbctl", "ovn-northd");
            assertThat(session.rebuilder().restore(false).status())
                    .as("nothing else is left to restore")
                    .isEqualTo(Status.HOST_FAILED);
            assertThat(String.valueOf(round.hosts().get(0).failure()))
                    .containsPattern("sha256 [0-9a-f]{64}, and sha256 [0-9a-f]{64} would be put back; --force");
            assertThat(session.host(0).content(NORTHD)).isEqualTo("somebody's");

            assertThat(session.rebuilder().restore(true).status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.host(0).content(NORTHD)).isEqualTo("old northd");
        }
    }

    @Test
    void aSessionThatIsToPutsEverythingBackWhenItIsClosedAlsoInTheMiddleOfARound() throws Exception {
        TestSession session = new TestSession(directory, "h1", "h2");
        session.restoreOnClose = true;
        ExecutorService runner = Executors.newSingleThreadExecutor();
        try (session) {
            session.open().roundThatMakes("northd/ovn-northd", NEW);
            assertThat(session.rebuilder().restored()).isEmpty();
            session.host(0).lay("put", Fault.HANGS);
            Future<RoundResult> round = runner.submit(() -> session.roundThatMakes("northd/ovn-northd", "northd 3"));
            session.host(0).awaitHanging();

            session.rebuilder().close();

            assertThat(round.get(10, TimeUnit.SECONDS).status()).isEqualTo(Status.INTERRUPTED);
            assertThat(session.rebuilder().restored().map(RoundResult::status)).contains(Status.DEPLOYED);
            assertThat(session.hosts)
                    .allSatisfy(host -> assertThat(host.content(NORTHD)).isEqualTo("old northd"));
            assertThat(session.events(SessionEvent.Restoring.class)).hasSize(1);
        } finally {
            runner.shutdownNow();
        }
        assertThat(session.events(SessionEvent.Restoring.class)).as("once").hasSize(1);
    }

    @Test
    void whatAnotherConfigurationHadDeployedIsRestoredWithThisOneOnce() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.roundThatMakes("northd/ovn-northd", NEW);
            session.roundThatMakes("controller/ovn-controller", "controller 2");
            session.targets = session.targets.subList(0, 1);

            assertThat(session.reopen().rebuilder().restore(false).status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.host(0).running(CHASSIS)).isEqualTo("old controller");
            int restarts = session.host(0).restarts(CHASSIS);

            assertThat(session.reopen().rebuilder().restore(false).status()).isEqualTo(Status.NO_CHANGES);
            assertThat(session.host(0).restarts(CHASSIS)).isEqualTo(restarts);
        }
    }

    @Test
    void aKeptFileThatIsDamagedIsNotPutBack() throws Exception {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.roundThatMakes("northd/ovn-northd", NEW);
            try (Stream<Path> objects = Files.list(session.host(0).file("/var/lib/microovn-rebuilder/objects"))) {
                Files.writeString(objects.findFirst().orElseThrow(), "damaged");
            }

            RoundResult round = session.rebuilder().restore(false);

            assertThat(String.valueOf(round.hosts().get(0).failure())).contains("what the host had kept is damaged");
            assertThat(session.host(0).content(NORTHD)).isEqualTo(NEW);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"format\":1,\"rou"})
    void aLedgerThatIsLostOrDamagedBeginsAnewWithAWarning(String text) throws Exception {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.roundThatMakes("northd/ovn-northd", NEW);
            if (text.isEmpty()) {
                Files.delete(session.host(0).file(LEDGER));
            } else {
                Files.writeString(session.host(0).file(LEDGER), text);
            }

            session.reopen();
            assertThat(session.events(HostEvent.LedgerRebuilt.class)).hasSize(1);
            assertThat(session.rebuilder().restore(false).status())
                    .as("nothing is assumed")
                    .isEqualTo(Status.NO_CHANGES);

            session.roundThatMakes("northd/ovn-northd", "northd 3");
            session.rebuilder().restore(false);
            assertThat(session.host(0).content(NORTHD)).isEqualTo(NEW);
        }
    }

    @Test
    void aSecondToolIsToldWhoWorksOnTheHostAndSweepsNothing() {
        try (TestSession first = new TestSession(directory, "h1").open()) {
            String staged = TestSession.REMOTE + "/bin/.ovn-northd.rebuilder-0badcafe";
            first.host(0).withFile(staged, "of the first");

            assertThatThrownBy(() -> second(first).close())
                    .isInstanceOf(StartException.class)
                    .hasMessageMatching(
                            "Failed to create connection to remote host: \\[h1\\] another run of this program"
                                    + " works on it: \\S+@\\S+, process \\d+, since [-0-9]+ [:0-9]+; end that one, or wait a"
                                    + " minute if it has crashed");

            assertThat(first.host(0).content(staged)).isEqualTo("of the first");
            assertThat(first.roundThatMakes("northd/ovn-northd", NEW).status()).isEqualTo(Status.DEPLOYED);
        }
    }

    private static Rebuilder second(TestSession first) {
        return Rebuilder.open(
                first.options(List.of()),
                new Connectors(List.of(new FakeConnector(first.hosts))),
                first.builder,
                event -> {});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"deadbeef 1 0 - 1 - root@elsewhere", "deadbeef 99999999999 0 - 1 - root@elsewhere", "damaged"})
    void aLockThatNobodyKeepsIsTaken(String lock) {
        TestSession session = new TestSession(directory, "h1");
        session.host(0).withFile(LOCK, lock + "\n");
        try (session) {
            session.open();
            assertThat(session.host(0).content(LOCK)).doesNotContain("deadbeef");
        }
        assertThat(session.host(0).list("/var/lib/microovn-rebuilder")).containsExactly("objects");
    }

    @Test
    void aProcessOfThisMachineThatIsGoneLeavesNoLock() throws Exception {
        TestSession session = new TestSession(directory, "h1");
        session.open();
        String[] words = session.host(0).content(LOCK).split(" ", 5);
        session.close();
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        String dead = String.join(" ", "deadbeef", words[1], words[2], words[3], gone.pid() + " 1 somebody@here");
        session.host(0).withFile(LOCK, dead + "\n");

        try (TestSession again = session.open()) {
            assertThat(again.roundThatMakes("northd/ovn-northd", NEW).status()).isEqualTo(Status.DEPLOYED);
        }
    }

    @Test
    void aSessionThatHasLostItsLockReplacesNothing() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            String own = session.host(0).content(LOCK);
            session.host(0).withFile(LOCK, "other " + own.substring(own.indexOf(' ') + 1));

            RoundResult round = session.roundThatMakes("northd/ovn-northd", NEW);

            assertThat(String.valueOf(round.hosts().get(0).failure())).contains("another run of this program");
            assertThat(session.host(0).content(NORTHD)).isEqualTo("old northd");
            assertThat(session.round().status()).isEqualTo(Status.HOST_FAILED);
            session.host(0).file(LOCK).toFile().delete();
            assertThat(session.round().status()).isEqualTo(Status.DEPLOYED);
        }
    }

    @Test
    void aPlanAndAStatusChangeNothing() throws Exception {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.roundThatMakes("northd/ovn-northd", NEW);
            session.make("northd/ovn-northd", "northd 3");
            session.host(0).forgetLog();
            Map<String, String> before = tree();

            Plan plan = session.rebuilder().plan(false);
            ClusterStatus status = session.rebuilder().status();

            assertThat(plan.pending()).isTrue();
            assertThat(plan.hosts().get(0).items())
                    .extracting("action")
                    .containsExactly(Action.UPLOAD, Action.SKIP, Action.SKIP, Action.SKIP);
            assertThat(plan.hosts().get(0).restarts()).containsExactly(CENTRAL);
            assertThat(status.hosts().get(0).files())
                    .extracting(FileStatus::state)
                    .containsExactly(State.STALE, State.STOCK, State.STOCK, State.STOCK);
            assertThat(status.hosts().get(0).services()).hasSize(2);
            assertThat(session.host(0).log()).containsExactly("observe", "observe", "await");
            assertThat(tree()).isEqualTo(before);
        }
    }

    /** Every file of the host with its content, but for the lock, which is kept. */
    private Map<String, String> tree() throws Exception {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory.resolve("h1"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                tree.put(file.toString(), file.endsWith("lock") ? "" : Files.readString(file));
            }
        }
        return tree;
    }

    @Test
    void filesThatWereNeverDeployedAreSaidOnceAndGoWhenAllIsWanted() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.round();
            assertThat(session.events(RoundEvent.Differing.class))
                    .singleElement()
                    .satisfies(event -> assertThat(event.targets())
                            .containsEntry("h1", List.of("northd/ovn-northd", "controller/ovn-controller")));
            session.round();
            assertThat(session.events(RoundEvent.Differing.class)).isEmpty();

            assertThat(session.rebuilder().deploy(false, true).hosts().get(0).deployed())
                    .containsExactly("northd/ovn-northd", "controller/ovn-controller");
        }
    }

    @Test
    void aServiceThatDiesAfterItWasReadyIsReportedAndOwed() {
        TestSession session = new TestSession(directory, "h1");
        session.deploy = new DeploySettings(Duration.ofSeconds(20), Duration.ofSeconds(10), false);
        try (session) {
            session.open();
            assertThat(session.roundThatMakes("northd/ovn-northd", NEW).status())
                    .isEqualTo(Status.DEPLOYED);
            session.host(0).endProcesses();

            assertThat(session.rebuilder().settle()).isEqualTo(Map.of("h1", List.of(CENTRAL)));

            assertThat(session.events(HostEvent.Unhealthy.class))
                    .singleElement()
                    .satisfies(event -> assertThat(event.reason()).startsWith("it was ready, and then"));
            assertThat(session.reopen().round().hosts().get(0).restarted())
                    .as("the next session knows")
                    .containsExactly(CENTRAL);
        }
    }
}
