package io.github.microovn.rebuilder.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cli.testing.HostResults;
import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.event.CheckEvent;
import io.github.microovn.rebuilder.event.ConnectEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.event.RoundEvent;
import io.github.microovn.rebuilder.result.Check;
import io.github.microovn.rebuilder.result.Check.Verdict;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Failure;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.result.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainRendererTest {

    private static final String TARGET = "northd/ovn-northd";
    private static final String REMOTE = "/root/squashfs-root/bin/ovn-northd";
    private static final String SERVICE = "microovn.ovn-northd";
    private static final Duration TIME = Duration.ofMillis(1234);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private String render(Detail detail, Event... events) {
        bytes.reset();
        var renderer = new PlainRenderer(new Output(bytes), detail);
        renderer.order(List.of("movn1", "movn2"));
        for (Event event : events) {
            renderer.accept(event);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private String render(Event... events) {
        return render(Detail.NORMAL, events);
    }

    private static Event uploading(String host) {
        return new HostEvent.Uploading(host, TARGET, "~/code/ovn/" + TARGET, REMOTE, 20_000_000);
    }

    private static HostResult ok(String host) {
        return HostResults.ok(host, List.of(TARGET), List.of(SERVICE));
    }

    private static HostResult owed(String host, Outcome outcome, Step step) {
        Failure failure = outcome == Outcome.FAILED ? new Failure(step, "why") : null;
        return HostResults.owed(host, outcome, failure, List.of(TARGET), List.of(SERVICE));
    }

    private static Event end(Status status, HostResult... hosts) {
        return new RoundEvent.Finished(new RoundResult(1, status, List.of(hosts), TIME));
    }

    private static Event finished(HostResult result) {
        return new HostEvent.Finished(result);
    }

    @Test
    void whatIsWaitedForIsNoLine() {
        Event[] events = {
            new ConnectEvent.Waiting("movn1", TIME, TIME),
            new ConnectEvent.Failed("movn1", "it does not run"),
            new RoundEvent.Verifying("movn1", TIME)
        };

        assertThat(render(Detail.VERBOSE, events)).isEmpty();
    }

    @Test
    void printsTheSessionOfTheReadmeThoughHostsWorkAtTheSameTime() {
        String session = render(
                new RoundEvent.Started(1),
                new BuildEvent.Started("~/code/ovn", List.of("make", "-j2")),
                new BuildEvent.Finished(TIME),
                uploading("movn2"),
                uploading("movn1"),
                new HostEvent.Staged("movn2", TARGET, "f00", TIME),
                new HostEvent.Swapped("movn2", TARGET, REMOTE, "f00"),
                new HostEvent.Restarting("movn2", SERVICE),
                new HostEvent.Restarted("movn2", SERVICE, TIME),
                finished(ok("movn2")),
                new HostEvent.Restarting("movn1", SERVICE),
                finished(ok("movn1")),
                end(Status.DEPLOYED, ok("movn1"), ok("movn2")));

        assertThat(session).isEqualTo("""
                [local] Rebuilding OVN at ~/code/ovn

                [movn1] Removing remote file /root/squashfs-root/bin/ovn-northd
                [movn1] Uploading file ~/code/ovn/northd/ovn-northd to /root/squashfs-root/bin/ovn-northd
                [movn1] Restarting microovn.ovn-northd

                [movn2] Removing remote file /root/squashfs-root/bin/ovn-northd
                [movn2] Uploading file ~/code/ovn/northd/ovn-northd to /root/squashfs-root/bin/ovn-northd
                [movn2] Restarting microovn.ovn-northd
                """);
    }

    @Test
    void showsTheFirstHostAsItGoes() {
        assertThat(render(new RoundEvent.Started(1), uploading("movn2"), uploading("movn1")))
                .contains("[movn1] Uploading")
                .doesNotContain("[movn2]");
    }

    @Test
    void saysThatThereIsNothingToDo() {
        assertThat(render(new RoundEvent.Started(1), new RoundEvent.NoChanges(1), end(Status.NO_CHANGES)))
                .isEqualTo("[local] No changes in watched files\n");
    }

    @Test
    void saysOfHostsThatDifferInTheSameOnceAndWhatToDo() {
        List<String> both = List.of("northd/ovn-northd", "controller/ovn-controller");
        Map<String, List<String>> targets = new LinkedHashMap<>();
        targets.put("movn1", both);
        targets.put("movn2", List.of("northd/ovn-northd"));
        targets.put("movn3", both);

        assertThat(render(new RoundEvent.Started(1), new RoundEvent.Differing(targets)))
                .isEqualTo("[local] Other than here on movn1, movn3, and never deployed there: northd/ovn-northd,"
                        + " controller/ovn-controller; the key a, or deploy --all, does that\n"
                        + "[local] Other than here on movn2, and never deployed there: northd/ovn-northd;"
                        + " the key a, or deploy --all, does that\n");
    }

    @Test
    void saysWhetherTheClusterIsInSync() {
        Duration time = Duration.ofMillis(300);
        Event synced = new RoundEvent.Verified(true, time, "", List.of());
        Event lags = new RoundEvent.Verified(false, time, "the change did not reach chassis movn2", List.of("movn2"));

        assertThat(render(new RoundEvent.Started(1), synced, end(Status.DEPLOYED)))
                .isEqualTo("[local] Verified: a change of the northbound database reaches every chassis\n");
        assertThat(render(new RoundEvent.Started(1), lags, end(Status.UNHEALTHY)))
                .isEqualTo("[local] The cluster is not in sync: the change did not reach chassis movn2\n");
    }

    @Test
    void saysOnceThatADisabledServiceStaysAsItIs() {
        Event skipped = new HostEvent.ServiceSkipped("movn2", SERVICE);

        assertThat(render(new RoundEvent.Started(1), skipped, end(Status.DEPLOYED), new RoundEvent.Started(2), skipped))
                .isEqualTo("\n[movn2] Not restarting microovn.ovn-northd, which is disabled there\n");
    }

    @Test
    void showsTheOutputOfAFailedBuildAsItCame(@TempDir Path directory) throws IOException {
        Path log = Files.write(directory.resolve("build.log"), new byte[] {'e', (byte) 0xe9, '\n', '!'});

        render(new BuildEvent.Failed("make ended with exit code 2", log, TIME));

        assertThat(bytes.toByteArray()).startsWith('e', 0xe9, '\n', '!', '\n');
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .endsWith("\n[local] Build failed after 1.2s, nothing is deployed: make ended with exit code 2. "
                        + "Its output is in " + log + "\n");
    }

    @Test
    void saysWhyABuildCouldNotRun() {
        assertThat(render(new BuildEvent.Failed("no Makefile in ./", null, TIME)))
                .isEqualTo("[local] Build failed: no Makefile in ./\n");
    }

    @Test
    void saysThatTheOutputOfABuildIsGone() {
        assertThat(render(new BuildEvent.Failed("make ended with exit code 2", Path.of("/nowhere/build.log"), TIME)))
                .startsWith("[local] The output of the build cannot be read: ");
    }

    @Test
    void namesEveryProductThatCannotBeDeployed() {
        assertThat(render(new BuildEvent.Rejected(List.of("a is a wrapper", "b is a wrapper"))))
                .isEqualTo(
                        "[local] Nothing is deployed: a is a wrapper\n[local] Nothing is deployed: b is a wrapper\n");
    }

    @Test
    void recapsWhatFailedAndWhatIsPending() {
        HostResult failed = owed("movn2", Outcome.FAILED, Step.UPLOAD);

        assertThat(render(
                        new RoundEvent.Started(1),
                        new HostEvent.Failed("movn2", Step.UPLOAD, "no space left"),
                        finished(failed),
                        end(Status.HOST_FAILED, ok("movn1"), failed)))
                .isEqualTo("""

                        [movn2] no space left

                        [local] Failed on movn2 (upload); 1 of 2 hosts up to date
                        [local] Pending on movn2 for the next round: northd/ovn-northd, restart of microovn.ovn-northd
                        """);
    }

    @Test
    void recapsAnInterruptedDeploymentByWhatHostsAreOwed() {
        assertThat(render(end(
                        Status.INTERRUPTED,
                        owed("movn1", Outcome.INTERRUPTED, Step.UPLOAD),
                        owed("movn2", Outcome.INTERRUPTED, Step.UPLOAD))))
                .isEqualTo("""

                        [local] Deployment interrupted; 0 of 2 hosts up to date
                        [local] Pending on movn1, movn2 for the next round: northd/ovn-northd, restart of microovn.ovn-northd
                        """);
    }

    @Test
    void saysThatTheBuildWasInterruptedAndWhatWasPendingBefore() {
        assertThat(render(
                        new BuildEvent.Interrupted(TIME),
                        end(Status.INTERRUPTED, owed("movn1", Outcome.UNTOUCHED, Step.UPLOAD))))
                .isEqualTo("""
                        [local] Build interrupted after 1.2s, nothing is deployed
                        [local] Pending on movn1 for the next round: northd/ovn-northd, restart of microovn.ovn-northd
                        """);
    }

    @Test
    void verboseAddsTimesSizesAndHashes() {
        assertThat(render(
                        Detail.VERBOSE,
                        new HostEvent.Connected("movn1", "/root/squashfs-root", TIME),
                        new RoundEvent.Started(1),
                        new BuildEvent.Finished(Duration.ofSeconds(65)),
                        uploading("movn1"),
                        new HostEvent.Staged("movn1", TARGET, "f00", TIME),
                        new HostEvent.Swapped("movn1", TARGET, REMOTE, "f00"),
                        new HostEvent.Restarted("movn1", SERVICE, TIME),
                        end(Status.DEPLOYED, ok("movn1"))))
                .isEqualTo("""
                        [movn1] Connected in 1.2s, deploying below /root/squashfs-root
                        [local] Built in 1m 05s

                        [movn1] Removing remote file /root/squashfs-root/bin/ovn-northd
                        [movn1] Uploading file ~/code/ovn/northd/ovn-northd to /root/squashfs-root/bin/ovn-northd (20.0 MB)
                        [movn1] Uploaded and verified northd/ovn-northd in 1.2s, sha256 f00
                        [movn1] Replaced /root/squashfs-root/bin/ovn-northd
                        [movn1] Restarted microovn.ovn-northd in 1.2s
                        [local] Round 1 took 1.2s
                        """);
    }

    @Test
    void quietSaysOnlyWhatFailed() {
        assertThat(render(
                        Detail.QUIET,
                        new RoundEvent.Started(1),
                        new BuildEvent.Started(".", List.of("make")),
                        new BuildEvent.Finished(TIME),
                        uploading("movn1"),
                        new HostEvent.Failed("movn1", Step.UPLOAD, "no space left"),
                        new HostEvent.Restarting("movn2", SERVICE),
                        new RoundEvent.NoChanges(1)))
                .isEqualTo("\n[movn1] no space left\n");
    }

    @Test
    void ofWhatIsTriedInARoundATroubleIsSaidOnceAndAFailureOnlyAsSuch() {
        var well = new CheckEvent.Checked(Check.ok("starts", "movn1", TARGET, "it starts"));
        var warned = new CheckEvent.Checked(new Check("version", "movn1", TARGET, Verdict.WARN, "it is older", ""));
        var failed = new CheckEvent.Checked(new Check("libraries", "movn1", TARGET, Verdict.FAIL, "it lacks one", ""));

        assertThat(render(
                        new RoundEvent.Started(1),
                        well,
                        warned,
                        warned,
                        failed,
                        new HostEvent.Failed("movn1", Step.CHECK, "it lacks one")))
                .isEqualTo("\n[movn1] WARN version: it is older\n[movn1] it lacks one\n");
        assertThat(render(Detail.VERBOSE, new RoundEvent.Started(1), well))
                .isEqualTo("\n[movn1] OK   starts: it starts\n");
    }

    @Test
    void saysWhatConnectingFound() {
        assertThat(render(
                        new HostEvent.NamedTwice("movn1", "lxd:movn1"),
                        new HostEvent.Swept("movn1", List.of("/a", "/b"))))
                .isEqualTo("""
                        [local] lxd:movn1 is named more than once and counts once
                        [movn1] Removed what an interrupted upload had left: /a, /b
                        """);
    }
}
