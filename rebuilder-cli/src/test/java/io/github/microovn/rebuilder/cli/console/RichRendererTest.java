package io.github.microovn.rebuilder.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cli.testing.FakeTerminal;
import io.github.microovn.rebuilder.cli.testing.HostResults;
import io.github.microovn.rebuilder.cli.testing.VirtualTerminal;
import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.event.ConnectEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.event.RoundEvent;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RichRendererTest {

    private static final String TARGET = "northd/ovn-northd";
    private static final String REMOTE = "/root/squashfs-root/bin/ovn-northd";
    private static final String SERVICE = "microovn.ovn-northd";
    private static final List<String> HOSTS = List.of("movn1", "movn2");

    private final VirtualTerminal screen = new VirtualTerminal(24);
    private final FakeTerminal terminal = new FakeTerminal();
    private final Output output = new Output(screen, Optional.of(terminal));
    private final RichRenderer renderer = new RichRenderer(output, terminal, Detail.NORMAL, System::nanoTime);

    @AfterEach
    void end() {
        renderer.end();
    }

    private static List<Event> round() {
        return List.of(
                new RoundEvent.Started(1),
                new BuildEvent.Started("~/code/ovn", List.of("make", "-j2")),
                new BuildEvent.Output("CC northd.o"),
                new BuildEvent.Finished(Duration.ZERO),
                uploading("movn2"),
                uploading("movn1"),
                new HostEvent.Staged("movn2", TARGET, "f00", Duration.ZERO),
                new HostEvent.Restarting("movn2", SERVICE),
                new HostEvent.Finished(ok("movn2")),
                new HostEvent.Restarting("movn1", SERVICE),
                new HostEvent.Finished(ok("movn1")),
                new RoundEvent.Finished(
                        new RoundResult(1, Status.DEPLOYED, List.of(ok("movn1"), ok("movn2")), Duration.ZERO)));
    }

    private static Event uploading(String host) {
        return new HostEvent.Uploading(host, TARGET, "~/code/ovn/" + TARGET, REMOTE, 20_000_000);
    }

    private static HostResult ok(String host) {
        return HostResults.ok(host, List.of(TARGET), List.of(SERVICE));
    }

    private static String plain(Stream<Event> events) {
        var bytes = new ByteArrayOutputStream();
        var plain = new PlainRenderer(new Output(bytes), Detail.NORMAL);
        plain.order(HOSTS);
        events.forEach(plain);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void showsWhatGoesOnAndLeavesNothingOfItButThePlainLines() {
        renderer.order(HOSTS);
        List<Event> events = round();
        events.subList(0, 3).forEach(renderer);
        screen.await(text -> text.equals("[local] Rebuilding OVN at ~/code/ovn\n[local] make -j2\n  CC northd.o"));
        assertThat(screen.cursor()).isFalse();

        events.subList(3, 7).forEach(renderer);
        screen.await(text -> text.equals("[local] Rebuilding OVN at ~/code/ovn\n[movn1] uploading northd/ovn-northd\n"
                + "[movn2] staged and verified"));
        events.subList(7, events.size()).forEach(renderer);

        assertThat(screen.text()).isEqualTo(plain(events.stream()));
        assertThat(screen.cursor()).isTrue();
    }

    @Test
    void aRoundOfAMomentShowsNoFrame() {
        renderer.order(HOSTS);
        round().forEach(renderer);

        assertThat(screen.written()).isEqualTo(plain(round().stream())).doesNotContain("\u001b");
    }

    @Test
    void theOutputOfAFailedBuildStandsAlone(@TempDir Path directory) throws IOException {
        Path log = Files.writeString(directory.resolve("build.log"), "a.c:1: error: x\n");
        var failed = new BuildEvent.Failed("make ended with exit code 2", log, Duration.ofSeconds(1));
        renderer.accept(new RoundEvent.Started(1));
        renderer.accept(new BuildEvent.Started(".", List.of("make")));
        renderer.accept(new BuildEvent.ErrorFound("a.c", 1, "x"));
        screen.await(text -> text.endsWith("\n  a.c:1: x"));

        renderer.accept(failed);
        renderer.accept(new RoundEvent.Finished(new RoundResult(1, Status.BUILD_FAILED, List.of(), Duration.ZERO)));

        assertThat(screen.text()).isEqualTo(plain(Stream.of(new BuildEvent.Started(".", List.of("make")), failed)));
    }

    @Test
    void aLineInTheMiddleOfARoundStandsAboveTheFrame() {
        renderer.accept(new RoundEvent.Started(1));
        renderer.accept(new BuildEvent.Started(".", List.of("make")));
        screen.await(text -> text.contains("[local] make"));

        output.line("[local] Ending this round");

        assertThat(screen.text()).isEqualTo("[local] Rebuilding OVN at .\n[local] Ending this round\n[local] make");
    }

    @Test
    void followsTheSizeOfTheTerminal() {
        renderer.order(HOSTS);
        renderer.accept(new RoundEvent.Started(1));
        renderer.accept(uploading("movn1"));
        screen.await(text -> text.equals("[movn1] uploading northd/ovn-northd"));

        terminal.resize(40, 10);
        renderer.resized();

        assertThat(screen.text()).isEqualTo("[movn1] uploading ovn-northd");
    }

    @Test
    void saysWhatComesNext() {
        renderer.accept(new RoundEvent.Started(1));
        renderer.accept(new BuildEvent.Started(".", List.of("make")));
        renderer.next(List.of("one more round"));

        screen.await(text -> text.endsWith("[local] make\nthen: one more round"));
    }

    @Test
    void hostsThatAreWaitedForAreDrawnUntilTheWaitEnds() {
        renderer.order(HOSTS);
        renderer.accept(new HostEvent.Connected("movn1", "/r", Duration.ofMillis(90)));
        assertThat(threads()).isZero();

        renderer.accept(new ConnectEvent.Waiting("movn2", Duration.ofMillis(500), Duration.ofSeconds(20)));
        screen.await(text -> text.startsWith("[movn1] connected\n[movn2] connecting"));
        renderer.end();

        assertThat(screen.text()).isEmpty();
        assertThat(screen.cursor()).isTrue();
    }

    @Test
    void countsTheSecondsOfAStep() {
        renderer.accept(new RoundEvent.Started(1));
        renderer.accept(new BuildEvent.Started(".", List.of("make")));

        screen.await(text -> text.endsWith("[local] make  1s"));
        screen.await(text -> text.endsWith("[local] make  2s"));
    }

    @Test
    void endsItsThreadWithTheRound() {
        renderer.accept(new RoundEvent.Started(1));
        assertThat(threads()).isEqualTo(1);
        renderer.accept(new RoundEvent.Finished(new RoundResult(1, Status.NO_CHANGES, List.of(), Duration.ZERO)));
        assertThat(threads()).isZero();

        renderer.accept(new RoundEvent.Started(2));
        renderer.end();
        assertThat(threads()).isZero();
        renderer.accept(new BuildEvent.Output("late"));
        assertThat(threads()).isZero();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("console"))
                .count();
    }
}
