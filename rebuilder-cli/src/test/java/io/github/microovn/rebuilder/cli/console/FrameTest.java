package io.github.microovn.rebuilder.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cli.console.Terminal.Size;
import io.github.microovn.rebuilder.cli.testing.HostResults;
import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.event.ConnectEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HookEvent;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.event.RoundEvent;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.Step;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a round looks like on terminals of several sizes. */
class FrameTest {

    private static final String TARGET = "northd/ovn-northd";
    private static final String REMOTE = "/root/squashfs-root/bin/ovn-northd";
    private static final List<String> NORTHD = List.of("microovn.ovn-northd");

    private final RoundView view = new RoundView();
    private long now = Duration.ofHours(1).toNanos();

    private FrameTest after(long millis, Event... events) {
        now += Duration.ofMillis(millis).toNanos();
        for (Event event : events) {
            view.apply(event, now);
        }
        return this;
    }

    private String at(int columns, int rows) {
        List<String> drawn = Frame.rows(view, new Size(columns, rows), now);
        assertThat(drawn).hasSizeLessThan(Math.max(2, rows));
        assertThat(drawn).allMatch(row -> Cells.width(plain(row)) < Math.max(2, columns));
        return drawn.stream().map(FrameTest::plain).collect(Collectors.joining("\n"));
    }

    private static String plain(String row) {
        return row.replaceAll("\u001b\\[\\d*m", "");
    }

    private void building() {
        after(
                0,
                new RoundEvent.Started(1),
                new BuildEvent.Started("~/code/ovn", List.of("make", "-j2")),
                new BuildEvent.Output("CC       northd/northd.o"));
        after(12_300);
    }

    private static HostEvent uploading(String host) {
        return new HostEvent.Uploading(host, TARGET, "~/code/ovn/" + TARGET, REMOTE, 20_200_000);
    }

    private static HostEvent finished(String host, Outcome outcome) {
        return new HostEvent.Finished(HostResults.owed(host, outcome, null, List.of(), List.of()));
    }

    /** Six hosts, each at another step. */
    private void deploying() {
        view.order(List.of("movn1", "movn2", "movn3", "movn4", "movn5", "edge-6"));
        after(0, new RoundEvent.Started(1), uploading("movn1"), uploading("movn2"), uploading("movn3"));
        after(0, uploading("edge-6"), uploading("movn5"), uploading("movn4"));
        after(1000, new HostEvent.UploadProgress("movn1", TARGET, 9_100_000, 20_200_000));
        after(
                0,
                new HostEvent.Working("movn2", Step.VERIFY, List.of()),
                new HostEvent.Staged("movn3", TARGET, "f00", Duration.ZERO),
                new HostEvent.Working("movn4", Step.RESTART, NORTHD),
                new HostEvent.Failed("movn5", Step.UPLOAD, "Failed to upload file northd/ovn-northd: no space left"),
                finished("movn5", Outcome.FAILED));
        after(2000, new HostEvent.Working("edge-6", Step.READY, NORTHD));
    }

    @Test
    void showsTheBuildItsTimeAndItsLastLine() {
        building();

        assertThat(at(80, 24)).isEqualTo("[local] make -j2  12s\n  CC       northd/northd.o");
    }

    @Test
    void showsTheFirstErrorWhileOthersStillCompile() {
        building();
        after(
                0,
                new BuildEvent.ErrorFound(
                        "northd/northd.c", 1234, "\u2018foo\u2019 undeclared (first use in this function)"));

        assertThat(at(80, 24)).isEqualTo("""
                        [local] make -j2  12s
                          northd/northd.c:1234: \u2018foo\u2019 undeclared (first use in this function)
                          CC       northd/northd.o""");
        assertThat(at(40, 24)).isEqualTo("""
                [local] make -j2  12s
                  northd.c:1234: \u2018foo\u2019 undeclared (fi..
                  CC       northd/northd.o""");
        assertThat(at(24, 2)).isEqualTo("[local] make -j2  12s");
    }

    @Test
    void aLongPathLeavesRoomForWhatIsWrong() {
        building();
        after(0, new BuildEvent.ErrorFound("controller/lib/local/data/binding.c", 7, "expected \u2018;\u2019"));

        assertThat(at(40, 24)).contains("\n  binding.c:7: expected \u2018;\u2019\n");
    }

    @Test
    void anErrorThatMakeAloneTellsHasNoPlace() {
        building();
        after(0, new BuildEvent.ErrorFound("", 0, "No rule to make target 'x'.  Stop."));

        assertThat(at(80, 24)).contains("\n  No rule to make target 'x'.  Stop.\n");
    }

    @Test
    void aHostIsARowWithItsStep() {
        deploying();

        assertThat(at(80, 24)).isEqualTo("""
                [movn1]  uploading northd/ovn-northd [========>         ]  45%   9.1 of 20.2 MB
                [movn2]  verifying  2s
                [movn3]  staged and verified  2s
                [movn4]  restarting ovn-northd  2s
                [movn5]  Failed to upload file northd/ovn-northd: no space left
                [edge-6] waiting for ovn-northd""");
        assertThat(at(40, 24)).isEqualTo("""
                [movn1]  ovn-northd [=====>      ]  45%
                [movn2]  verifying  2s
                [movn3]  staged and verified  2s
                [movn4]  restarting ovn-northd  2s
                [movn5]  Failed to upload file northd..
                [edge-6] waiting for ovn-northd""");
        assertThat(at(120, 24))
                .startsWith("[movn1]  uploading northd/ovn-northd [=========>            ]  45%   9.1 of 20.2 MB\n");
    }

    @Test
    void hostsBeyondTheHeightAreCounted() {
        deploying();
        after(0, finished("movn3", Outcome.OK));

        assertThat(at(80, 5)).isEqualTo("""
                [movn1] uploading northd/ovn-northd [========>          ]  45%   9.1 of 20.2 MB
                [movn2] verifying  2s
                [movn5] Failed to upload file northd/ovn-northd: no space left
                +3 more hosts: 1 done, 1 restarting, 1 getting ready""");
        assertThat(at(80, 2))
                .isEqualTo("+6 more hosts: 1 uploading, 1 verifying, 1 done, 1 restarting, 1 failed, 1 ge..");
    }

    @Test
    void hundredHostsFit() {
        List<String> names = IntStream.range(0, 100).mapToObj(i -> "host" + i).toList();
        view.order(names);
        names.forEach(name -> after(0, uploading(name)));

        assertThat(at(80, 24).lines()).hasSize(23).last().isEqualTo("+78 more hosts: 78 uploading");
        assertThat(at(80, 3).lines()).last().isEqualTo("+99 more hosts: 99 uploading");
    }

    @Test
    void saysWhatComesNextWhereThereIsRoom() {
        building();
        view.next(List.of("one more round", "status"));

        assertThat(at(80, 24)).endsWith("\nthen: one more round, status");
        deploying();
        assertThat(at(80, 5)).contains("more hosts").endsWith("\nthen: one more round, status");
    }

    @Test
    void whatOthersWroteCannotDisturbIt() {
        building();
        after(0, new BuildEvent.Output("\u6771".repeat(60) + "\u001b[2J\u202e"));
        after(0, new HostEvent.Failed("mo\u001bvn1", Step.UPLOAD, "a\r\nb\u0007"));

        assertThat(at(40, 24))
                .isEqualTo("[local] make -j2  12s\n  " + "\u6771".repeat(17) + "..\n[mo?vn1] failed: a??b?");
    }

    @Test
    void hooksAreShownWhereTheyRun() {
        after(0, new RoundEvent.Started(1), new HookEvent.Started("local", "pre_build", "", "./configure"));
        after(1500, new HookEvent.Output("local", "pre_build", "", "checking for gcc"));
        assertThat(at(80, 24)).isEqualTo("[local] pre_build: ./configure  1s\n  checking for gcc");

        after(0, new HookEvent.Finished("local", "pre_build", "", Duration.ZERO));
        assertThat(at(80, 24)).isEmpty();
        after(0, new HookEvent.Started("movn1", "pre_exec", TARGET, "systemctl stop x"));
        assertThat(at(80, 24)).isEqualTo("[movn1] pre_exec: systemctl stop x");
    }

    @Test
    void hostsThatAreWaitedForAreShownWithHowTheOthersWereFound() {
        view.order(List.of("movn1", "movn2", "ssh-3"));
        Duration half = Duration.ofMillis(500);
        after(
                0,
                new HostEvent.Connected("movn2", "/root/squashfs-root", half),
                new ConnectEvent.Waiting("movn1", half, Duration.ofSeconds(20)),
                new ConnectEvent.Waiting("ssh-3", half, Duration.ofSeconds(20)),
                new ConnectEvent.Failed("ssh-3", "it refuses the connection"));
        after(2500);

        assertThat(at(80, 24)).isEqualTo("""
                [movn1] connecting  3s
                [movn2] connected
                [ssh-3] it refuses the connection""");
        assertThat(at(24, 3)).isEqualTo("""
                [ssh-3] it refuses th..
                +2 more hosts: 1 conn..""");
    }

    @Test
    void theRoundIsSeenToWaitForTheWholeCluster() {
        after(0, new RoundEvent.Started(1), finished("movn1", Outcome.OK));
        after(0, new RoundEvent.Verifying("movn1", Duration.ofSeconds(60)));
        after(5000);

        assertThat(at(40, 24)).isEqualTo("[local] verifying, at most 1m 00s  5s\n[movn1] done");

        after(0, new RoundEvent.Verified(true, Duration.ofSeconds(5), "", List.of()));
        assertThat(at(40, 24)).isEqualTo("[movn1] done");
    }

    @Test
    void whatFailedStaysToBeRead() {
        after(
                0,
                new HostEvent.Unhealthy("movn1", "microovn.chassis", "it died", List.of()),
                new HostEvent.Working("movn1", Step.READY, NORTHD),
                finished("movn1", Outcome.UNHEALTHY));

        assertThat(at(80, 24)).isEqualTo("[movn1] microovn.chassis is not healthy: it died");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "9,3", "20,4", "39,24", "500,200"})
    void noSizeIsTooSmallOrTooLarge(int columns, int rows) {
        building();
        deploying();
        building();
        after(0, uploading("movn1"), new HostEvent.UploadProgress("movn1", TARGET, 30_000_000, 20_200_000));

        assertThat(at(columns, rows)).isNotEmpty();
    }
}
