package io.github.microovn.rebuilder;

import static io.github.microovn.rebuilder.TestSession.CENTRAL;
import static io.github.microovn.rebuilder.TestSession.CHASSIS;
import static io.github.microovn.rebuilder.TestSession.NORTHD;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.event.RoundEvent;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.testing.FakeHost.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds over fake hosts: what is done, and what is said about it. */
class RoundTest {

    @TempDir
    private Path directory;

    @Test
    void aChangedFileReachesEveryHostAndItsServiceRunsIt() {
        try (TestSession session = new TestSession(directory, "h1", "h2", "h3").open()) {
            RoundResult round = session.roundThatMakes("northd/ovn-northd", "northd 2");

            assertThat(round.status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.hosts).allSatisfy(host -> {
                assertThat(host.content(NORTHD)).isEqualTo("northd 2");
                assertThat(host.running(CENTRAL)).isEqualTo("northd 2");
                assertThat(host.restarts(CENTRAL)).isEqualTo(1);
                assertThat(host.restarts(CHASSIS)).isZero();
                assertThat(host.content(TestSession.CONTROLLER)).isEqualTo("old controller");
            });
            assertThat(round.hosts()).allSatisfy(host -> {
                assertThat(host.outcome()).isEqualTo(Outcome.OK);
                assertThat(host.deployed()).containsExactly("northd/ovn-northd");
                assertThat(host.restarted()).containsExactly(CENTRAL);
                assertThat(host.pending()).isFalse();
            });
        }
    }

    @Test
    void everythingAUserSeesIsAnEventInTheOrderOfTheContract() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.roundThatMakes("northd/ovn-northd", "northd 2");

            String source = session.source.toString();
            assertThat(session.events.stream().map(Event::type))
                    .containsExactly(
                            "round.started",
                            "build.started",
                            "build.finished",
                            "host.uploading",
                            "host.working",
                            "host.staged",
                            "host.working",
                            "host.swapped",
                            "host.restarting",
                            "host.restarted",
                            "host.working",
                            "host.ready",
                            "host.finished",
                            "round.finished");
            assertThat(session.events(BuildEvent.Started.class).get(0).directory())
                    .isEqualTo(source);
            HostEvent.Uploading uploading =
                    session.events(HostEvent.Uploading.class).get(0);
            assertThat(uploading.host()).isEqualTo("h1");
            assertThat(uploading.target()).isEqualTo("northd/ovn-northd");
            assertThat(uploading.localPath()).isEqualTo(source + "/northd/ovn-northd");
            assertThat(uploading.remotePath()).isEqualTo(NORTHD);
            assertThat(uploading.sizeBytes()).isEqualTo(8);
            assertThat(session.events(HostEvent.Restarting.class))
                    .extracting("service")
                    .containsExactly(CENTRAL);
        }
    }

    @Test
    void withoutAChangeNothingIsAskedOfAnyHost() {
        try (TestSession session = new TestSession(directory, "h1", "h2").open()) {
            session.hosts.forEach(host -> host.forgetLog());

            RoundResult round = session.round();

            assertThat(round.status()).isEqualTo(Status.NO_CHANGES);
            assertThat(session.events(RoundEvent.NoChanges.class)).hasSize(1);
            assertThat(round.hosts()).extracting("outcome").containsOnly(Outcome.UNTOUCHED);
            assertThat(session.hosts).allSatisfy(host -> assertThat(host.log()).isEmpty());
        }
    }

    @Test
    void aFailedBuildDeploysNothingAndTheLoopGoesOn() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.builder.makesAndFails(() -> {});
            RoundResult failed = session.round();

            assertThat(failed.status()).isEqualTo(Status.BUILD_FAILED);
            assertThat(session.events(BuildEvent.Failed.class))
                    .singleElement()
                    .satisfies(event -> assertThat(event.reason()).isEqualTo("make ended with exit code 2"));
            assertThat(session.roundThatMakes("northd/ovn-northd", "northd 2").status())
                    .isEqualTo(Status.DEPLOYED);
        }
    }

    @Test
    void aProductThatCannotBeDeployedStopsTheRoundWithWhatToDo() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            RoundResult round = session.roundThatMakes(
                    "northd/ovn-northd",
                    "#! /bin/sh\n\n# ovn-northd - temporary wrapper script for .libs/ovn-northd\n");

            assertThat(round.status()).isEqualTo(Status.BUILD_FAILED);
            assertThat(session.events(BuildEvent.Rejected.class))
                    .singleElement()
                    .satisfies(event -> assertThat(event.problems())
                            .singleElement()
                            .asString()
                            .contains("libtool"));
            assertThat(session.host(0).content(NORTHD)).isEqualTo("old northd");
        }
    }

    @Test
    void aProductThatCannotBeDeployedAtTheStartIsAChangeOnceItCan() {
        TestSession prepared = new TestSession(directory, "h1");
        prepared.make(
                "northd/ovn-northd", "#! /bin/sh\n\n# ovn-northd - temporary wrapper script for .libs/ovn-northd\n");
        try (TestSession session = prepared.open()) {
            RoundResult round = session.roundThatMakes("northd/ovn-northd", "northd 2");

            assertThat(round.hosts().get(0).deployed()).containsExactly("northd/ovn-northd");
        }
    }

    @Test
    void aProductThatIsNewGoesToHostsThatHaveNone() throws Exception {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            Files.delete(session.host(0).file(TestSession.REMOTE + "/bin/ovn-nbctl"));
            session.builder.makes(() -> {
                session.make("utilities/ovn-nbctl", "nbctl 1");
                session.source.resolve("utilities/ovn-nbctl").toFile().setExecutable(true, false);
            });

            assertThat(session.round().hosts().get(0).deployed()).containsExactly("utilities/ovn-nbctl");

            Path deployed = session.host(0).file(TestSession.REMOTE + "/bin/ovn-nbctl");
            assertThat(deployed).hasContent("nbctl 1");
            assertThat(Files.getPosixFilePermissions(deployed))
                    .isEqualTo(Files.getPosixFilePermissions(session.source.resolve("utilities/ovn-nbctl")));
        }
    }

    @Test
    void aReplacedFileKeepsItsPermissions() throws Exception {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            Path northd = session.host(0).file(NORTHD);
            Files.setPosixFilePermissions(northd, PosixFilePermissions.fromString("rwxr-x--x"));

            session.roundThatMakes("northd/ovn-northd", "northd 2");

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(northd)))
                    .isEqualTo("rwxr-x--x");
        }
    }

    @Test
    void allTargetsGoInOneRoundAndNothingStagedStays() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.builder.makes(() -> {
                session.make("northd/ovn-northd", "northd 2");
                session.make("controller/ovn-controller", "controller 2");
                session.make("utilities/ovn-nbctl", "nbctl 2");
            });
            session.round();

            assertThat(session.host(0).list(TestSession.REMOTE + "/bin"))
                    .containsExactly("ovn-controller", "ovn-nbctl", "ovn-northd");
            assertThat(session.events(HostEvent.Swapped.class))
                    .extracting("target")
                    .containsExactly("northd/ovn-northd", "controller/ovn-controller", "utilities/ovn-nbctl");
            assertThat(session.events(HostEvent.Restarted.class))
                    .extracting("service")
                    .as("a chassis comes before what nothing is known of")
                    .containsExactly(CHASSIS, CENTRAL);
        }
    }

    @Test
    void moreHostsThanThreadsAreServedInTurn() {
        TestSession prepared = new TestSession(directory, "h1", "h2", "h3", "h4", "h5");
        prepared.parallel = 2;
        try (TestSession session = prepared.open()) {
            RoundResult round = session.roundThatMakes("northd/ovn-northd", "northd 2");

            assertThat(round.hosts()).extracting("host").containsExactly("h1", "h2", "h3", "h4", "h5");
            assertThat(session.hosts)
                    .allSatisfy(host -> assertThat(host.running(CENTRAL)).isEqualTo("northd 2"));
        }
    }

    @Test
    void roundsAreNumberedAndTimed() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            assertThat(session.round().round()).isEqualTo(1);
            RoundResult second = session.round();

            assertThat(second.round()).isEqualTo(2);
            assertThat(second.elapsed()).isPositive();
            assertThat(session.events(RoundEvent.Finished.class))
                    .extracting("result")
                    .containsExactly(second);
        }
    }

    @Test
    void anUnknownServiceIsReportedBeforeAnythingIsReplaced() {
        TestSession prepared = new TestSession(directory, "h1");
        try (TestSession session = prepared.open()) {
            deleteUnit(session);
            RoundResult round = session.roundThatMakes("northd/ovn-northd", "northd 2");

            assertThat(round.hosts().get(0).failure())
                    .satisfies(failure -> assertThat(failure.reason())
                            .isEqualTo(
                                    "Failed to restart service: there is no service microovn.central on fake host h1; nothing "
                                            + "was replaced there, correct the name in the configuration"));
            assertThat(session.host(0).content(NORTHD)).isEqualTo("old northd");
            assertThat(session.host(0).log()).doesNotContain("apply");
        }
    }

    @Test
    void aBugInOneHostIsThatHostsFailure() {
        try (TestSession session = new TestSession(directory, "h1", "h2").open()) {
            session.host(0).beforeSwap(() -> {
                throw new IllegalStateException("a bug");
            });
            RoundResult round = session.roundThatMakes("northd/ovn-northd", "northd 2");

            assertThat(round.hosts()).extracting("outcome").containsExactly(Outcome.FAILED, Outcome.OK);
            assertThat(String.valueOf(round.hosts().get(0).failure()))
                    .contains("unexpected")
                    .contains("a bug");
        }
    }

    @Test
    void anEventConsumerThatFailsDoesNotStopTheDeployment() {
        TestSession prepared = new TestSession(directory, "h1");
        try (Rebuilder rebuilder = Rebuilder.open(
                prepared.options(List.of()),
                new io.github.microovn.rebuilder.host.Connectors(List.of(prepared.connector)),
                prepared.builder,
                event -> {
                    throw new IllegalStateException("the terminal is gone");
                })) {
            prepared.builder.makes(() -> prepared.make("northd/ovn-northd", "northd 2"));

            assertThat(rebuilder.round().status()).isEqualTo(Status.DEPLOYED);
        }
    }

    @Test
    void aDirectoryInPlaceOfAFileIsReportedAndLeftAlone() throws Exception {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            Path northd = session.host(0).file(NORTHD);
            Files.delete(northd);
            Files.createDirectory(northd);

            RoundResult round = session.roundThatMakes("northd/ovn-northd", "northd 2");

            assertThat(String.valueOf(round.hosts().get(0).failure())).contains("a directory is in its place");
            assertThat(northd).isEmptyDirectory();
            assertThat(session.host(0).list(TestSession.REMOTE + "/bin"))
                    .containsExactly("ovn-controller", "ovn-nbctl", "ovn-northd");
        }
    }

    @Test
    void aFailedUploadNamesTheFilesAndTheReason() {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            session.host(0).lay("put", Fault.FAILS);
            RoundResult round = session.roundThatMakes("northd/ovn-northd", "northd 2");

            assertThat(session.events(HostEvent.Failed.class)).singleElement().satisfies(event -> {
                assertThat(event.reason())
                        .isEqualTo("Failed to upload file " + session.source + "/northd/ovn-northd to " + NORTHD
                                + ": the host said: no space left on device");
                assertThat(event.step().label()).isEqualTo("upload");
            });
            assertThat(round.status()).isEqualTo(Status.HOST_FAILED);
        }
    }

    private static void deleteUnit(TestSession session) {
        Path units = session.host(0).file("/units/snap.microovn.central.service");
        for (String name : List.of("enabled", "active", "binary")) {
            units.resolve(name).toFile().delete();
        }
        units.toFile().delete();
    }
}
