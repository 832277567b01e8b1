package io.github.microovn.rebuilder.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.event.CheckEvent;
import io.github.microovn.rebuilder.event.LogEvent;
import io.github.microovn.rebuilder.event.WatchEvent;
import io.github.microovn.rebuilder.result.Check;
import io.github.microovn.rebuilder.result.Check.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results of examinations and entries of journals, as a reader sees them. */
class LinesTest {

    private static final Duration TIME = Duration.ofMillis(1234);

    private final LogLines logs = new LogLines(ZoneId.of("Europe/Prague"));

    private static LogEvent.Line entry(String service, String program, String pid, String message) {
        Instant at = Instant.parse("2026-11-23T23:13:31.853402Z");
        return new LogEvent.Line("movn1", service, at, program, pid, "info", message);
    }

    @ParameterizedTest
    @CsvSource({
        "microovn.ovn-northd,ovn-northd,555,ovn-northd[555]",
        "microovn.ovn-northd,microovn.ovn-northd,555,microovn.ovn-northd[555]",
        "microovn.chassis,ovn-controller,9,chassis ovn-controller[9]",
        "microovn.chassis,systemd,1,chassis systemd[1]",
        "microovn.chassis,kernel,'',chassis kernel",
        "'',sshd,7,sshd[7]"
    })
    void anEntryNamesTheServiceAndWhatWroteForIt(String service, String program, String pid, String shown) {
        assertThat(logs.of(entry(service, program, pid, "text")))
                .containsExactly("[movn1] Nov 24 00:13:31.853 " + shown + ": text");
    }

    @Test
    void anEntryOfSeveralLinesStaysTogether() {
        assertThat(logs.of(entry("a.b", "b", "1", "first\n  second\n\nlast\n")))
                .containsExactly(
                        "[movn1] Nov 24 00:13:31.853 b[1]: first",
                        "[movn1]       second",
                        "[movn1]     ",
                        "[movn1]     last");
    }

    @Test
    void hostsThatCannotBeReadAreNamed() {
        assertThat(logs.of(new LogEvent.Lost("movn2", "it is stopped", false)))
                .containsExactly("[movn2] The journal cannot be read: it is stopped");
        assertThat(logs.of(new LogEvent.Lost("movn2", "it is stopped", true)))
                .containsExactly("[movn2] The journal cannot be read: it is stopped; trying again");
        assertThat(logs.of(new LogEvent.Regained("movn2"))).containsExactly("[movn2] The journal can be read again");
        assertThat(logs.of(new LogEvent.NoSuchService("microovn.bird")))
                .containsExactly("[local] No host has a service microovn.bird");
    }

    @Test
    void aCheckIsALineWithWhatToDo() {
        var well = new CheckEvent.Checked(Check.ok("snap", "movn1", "", "it is tried"));
        var ill = new CheckEvent.Checked(new Check("plugs", "movn1", "", Verdict.WARN, "not connected: x", "do it"));

        assertThat(CheckLines.of(well, Detail.NORMAL)).contains("[movn1] OK   snap: it is tried");
        assertThat(CheckLines.of(well, Detail.QUIET)).isEmpty();
        assertThat(CheckLines.of(ill, Detail.QUIET)).contains("[movn1] WARN plugs: not connected: x; do it");
    }

    @Test
    void theEndOfAnExaminationSaysWhoIsFit() {
        var fit = new CheckEvent.Finished(List.of("movn1", "movn2"), List.of(), TIME);
        var mixed = new CheckEvent.Finished(List.of("movn1"), List.of("local", "movn2"), TIME);
        var none = new CheckEvent.Finished(List.of(), List.of("movn1"), TIME);

        assertThat(CheckLines.of(fit, Detail.NORMAL)).contains("[local] Fit: movn1, movn2");
        assertThat(CheckLines.of(fit, Detail.VERBOSE)).contains("[local] Fit: movn1, movn2 (1.2s)");
        assertThat(CheckLines.of(fit, Detail.QUIET)).isEmpty();
        assertThat(CheckLines.of(mixed, Detail.QUIET)).contains("[local] Not fit: local, movn2; fit: movn1");
        assertThat(CheckLines.of(none, Detail.NORMAL)).contains("[local] Not fit: movn1");
    }

    @Test
    void aSaveNamesThreeFilesAndCountsTheRest() {
        assertThat(WatchLines.of(new WatchEvent.Saved(List.of("a.c"), 0))).isEqualTo("[local] Saved a.c");
        assertThat(WatchLines.of(new WatchEvent.Saved(List.of("a.c", "b.c", "c.c", "d.c"), 9)))
                .isEqualTo("[local] Saved a.c, b.c, c.c and 10 more");
        assertThat(WatchLines.of(new WatchEvent.Saved(List.of(), 0))).isEqualTo("[local] Saved many files");
    }

    @Test
    void whatStandsAgainstAWatchIsSaidWithWhatToDo() {
        var polling = new WatchEvent.Polling(
                "User limit of inotify watches reached",
                "sudo sysctl fs.inotify.max_user_watches=524288",
                Duration.ofSeconds(2));

        assertThat(WatchLines.of(polling))
                .isEqualTo("[local] Warning: the system does not tell of every save (User limit of inotify watches"
                        + " reached): looking at the sources every 2s instead. To change that: sudo sysctl"
                        + " fs.inotify.max_user_watches=524288");
        assertThat(WatchLines.problem(polling)).isTrue();
        assertThat(WatchLines.of(new WatchEvent.Ended("~/ovn: No such file or directory")))
                .isEqualTo("[local] Not watching any more: ~/ovn: No such file or directory");
        assertThat(WatchLines.problem(new WatchEvent.Ended(""))).isFalse();
    }
}
