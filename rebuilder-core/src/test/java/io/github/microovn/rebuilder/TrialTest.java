package io.github.microovn.rebuilder;

import static io.github.microovn.rebuilder.TestSession.CENTRAL;
import static io.github.microovn.rebuilder.TestSession.NORTHD;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.event.CheckEvent;
import io.github.microovn.rebuilder.result.Check.Verdict;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.result.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs are tried on a host before they take the place of others there. */
@Timeout(60)
class TrialTest {

    private static final String SNAP = "cat \"$FAKE_UNITS/../said\"\n";
    private static final String WELL = "base core24\nglibc 2.39\nnew 0 0 ovn-northd 24.03.2\n";
    private static final String LACKS =
            "base core24\nglibc 2.39\nlacks 0 libunbound.so.9 => not found\nnew 0 127 error\n";

    @TempDir
    private Path directory;

    private TestSession session() {
        TestSession session = new TestSession(directory, "h1", "h2");
        session.hosts.forEach(host -> host.withCommand("snap", SNAP).withFile("/said", WELL));
        return session.open();
    }

    /** A round whose build makes a program of this machine with something behind its end. */
    private static RoundResult round(TestSession session, String program, int variant) {
        session.builder.makes(() -> {
            try {
                byte[] bytes = Files.readAllBytes(Path.of(program).toRealPath());
                Files.write(session.source.resolve("northd/ovn-northd"), Arrays.copyOf(bytes, bytes.length + variant));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return session.round();
    }

    @Test
    void aProgramThatCannotRunOnAHostReplacesNothingThereAndStaysPending() {
        try (TestSession session = session()) {
            session.host(0).withFile("/said", LACKS);

            RoundResult round = round(session, "/bin/true", 1);

            assertThat(round.status()).isEqualTo(Status.HOST_FAILED);
            assertThat(round.hosts()).extracting("outcome").containsExactly(Outcome.FAILED, Outcome.OK);
            assertThat(round.hosts().get(0).failure()).satisfies(failure -> {
                assertThat(failure.step()).isEqualTo(Step.CHECK);
                assertThat(failure.reason())
                        .startsWith(
                                "Replaced nothing, what runs goes on running: northd/ovn-northd needs"
                                        + " libunbound.so.9, which neither base core24 (glibc 2.39) nor the snap has; build it on");
            });
            assertThat(round.hosts().get(0).pendingTargets()).containsExactly("northd/ovn-northd");
            assertThat(session.host(0).content(NORTHD)).isEqualTo("old northd");
            assertThat(session.host(0).restarts(CENTRAL)).isZero();
            assertThat(session.host(0).list(TestSession.REMOTE + "/bin"))
                    .containsExactly("ovn-controller", "ovn-nbctl", "ovn-northd");
            assertThat(session.events(CheckEvent.Checked.class))
                    .filteredOn(event -> event.check().failed())
                    .singleElement()
                    .satisfies(event -> assertThat(event.check().host()).isEqualTo("h1"));

            session.host(0).withFile("/said", WELL);
            assertThat(session.round().status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.host(0).restarts(CENTRAL)).isEqualTo(1);
        }
    }

    @Test
    void aProgramThatNeedsWhatAnotherNeededIsNotTriedAgain() {
        try (TestSession session = session()) {
            round(session, "/bin/true", 1);
            assertThat(session.host(0).log()).contains("preflight");
            session.hosts.forEach(host -> host.forgetLog());

            assertThat(round(session, "/bin/true", 2).status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.host(0).log()).doesNotContain("preflight");

            assertThat(round(session, "/bin/sh", 1).status()).isEqualTo(Status.DEPLOYED);
            assertThat(session.host(0).log()).contains("preflight");
        }
    }

    @Test
    void aProgramOfADistantReleaseIsDeployedAllTheSameAndItIsSaid() {
        try (TestSession session = session()) {
            session.hosts.forEach(host -> host.withFile("/said", "version 22.03.1\n" + WELL.replace("24.03", "26.03")));

            assertThat(round(session, "/bin/true", 1).status()).isEqualTo(Status.DEPLOYED);

            assertThat(session.events(CheckEvent.Checked.class))
                    .filteredOn(event -> event.check().name().equals("version"))
                    .allSatisfy(event -> assertThat(event.check().verdict()).isEqualTo(Verdict.WARN))
                    .extracting(event -> event.check().what())
                    .containsOnly(
                            "northd/ovn-northd is OVN 26.03, the cluster's snap 22.03: more than one long-term release apart");
        }
    }

    @Test
    void whatIsNoProgramIsNotTried() {
        try (TestSession session = session()) {
            session.roundThatMakes("northd/ovn-northd", "a script");

            assertThat(session.host(0).log()).doesNotContain("preflight");
        }
    }

    @Test
    void withoutTheSnapNothingIsTriedAndItIsSaid() {
        try (TestSession session = session()) {
            session.hosts.forEach(host -> host.withCommand("snap", "echo no snap; exit 1"));

            assertThat(round(session, "/bin/true", 1).status()).isEqualTo(Status.DEPLOYED);

            assertThat(session.events(CheckEvent.Checked.class))
                    .allSatisfy(event -> assertThat(event.check().what()).startsWith("programs cannot be tried"))
                    .hasSize(2);
        }
    }
}
