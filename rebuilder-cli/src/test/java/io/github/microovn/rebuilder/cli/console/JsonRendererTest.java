package io.github.microovn.rebuilder.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cli.testing.HostResults;
import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.event.CheckEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.event.LogEvent;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonRendererTest {

    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00.123456Z");
    private static final String HEAD = "{\"schema\":1,\"seq\":1,\"time\":\"2026-11-23T15:00:00.123Z\",";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final JsonRenderer renderer = new JsonRenderer(new Output(out), Clock.fixed(NOW, ZoneOffset.UTC));

    private List<String> render(Event... events) {
        renderer.order(List.of("movn1"));
        List.of(events).forEach(renderer);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aCheckIsAnObjectOfItsOwn() {
        Check check = new Check("libraries", "movn1", "northd/ovn-northd", Verdict.FAIL, "it needs x", "build it");

        assertThat(render(new CheckEvent.Checked(check)))
                .containsExactly(HEAD
                        + "\"type\":\"check.made\",\"name\":\"libraries\",\"host\":\"movn1\","
                        + "\"target\":\"northd/ovn-northd\",\"verdict\":\"fail\",\"what\":\"it needs x\","
                        + "\"advice\":\"build it\"}");
    }

    @Test
    void theEndOfAnExaminationHasListsAndATime() {
        assertThat(render(new CheckEvent.Finished(List.of("movn1", "movn2"), List.of(), Duration.ofMillis(1500))))
                .containsExactly(HEAD + "\"type\":\"check.finished\",\"fit\":[\"movn1\",\"movn2\"],\"unfit\":[],"
                        + "\"elapsed_ms\":1500}");
    }

    @Test
    void anEntryOfAJournalStaysOnItsLine() {
        assertThat(render(new LogEvent.Line(
                        "movn1", "microovn.chassis", NOW, "ovn-controller", "5", "info", "a\n\t\"b\\ \u007f\ud800é")))
                .containsExactly(HEAD
                        + "\"type\":\"log.line\",\"host\":\"movn1\",\"service\":\"microovn.chassis\","
                        + "\"at\":\"2026-11-23T15:00:00.123456Z\",\"program\":\"ovn-controller\",\"pid\":\"5\","
                        + "\"priority\":\"info\",\"message\":\"a\\n\\u0009\\\"b\\\\ \\u007f\\ud800é\"}");
    }

    @Test
    void eventsOfARoundSayWhich() {
        HostResult failed =
                HostResults.owed("movn1", Outcome.FAILED, new Failure(Step.UPLOAD, "full"), List.of("a"), List.of());

        List<String> lines = render(
                new RoundEvent.Started(7),
                new HostEvent.Swapped("movn1", "northd/ovn-northd", "/r/bin/ovn-northd", "ab"),
                new HostEvent.Uploading("movn1", "a", "./a", "/r/a", 20),
                new HostEvent.Finished(failed),
                new BuildEvent.Failed("it broke", Path.of("/log"), Duration.ofSeconds(1)),
                new BuildEvent.Failed("no make", null, Duration.ZERO),
                new RoundEvent.Finished(new RoundResult(7, Status.HOST_FAILED, List.of(failed), Duration.ofSeconds(2))),
                new HostEvent.Connected("movn1", "/r", Duration.ofMillis(3)));

        assertThat(lines).allMatch(line -> line.startsWith("{\"schema\":1,\"seq\":") && line.endsWith("}"));
        assertThat(lines.stream().map(line -> line.replaceFirst("^.*?Z\",", "")))
                .containsExactly(
                        "\"round\":7,\"type\":\"round.started\"}",
                        "\"round\":7,\"type\":\"host.swapped\",\"host\":\"movn1\",\"target\":\"northd/ovn-northd\","
                                + "\"remote_path\":\"/r/bin/ovn-northd\",\"sha256\":\"ab\"}",
                        "\"round\":7,\"type\":\"host.uploading\",\"host\":\"movn1\",\"target\":\"a\","
                                + "\"local_path\":\"./a\",\"remote_path\":\"/r/a\",\"size_bytes\":20}",
                        "\"round\":7,\"type\":\"host.finished\",\"host\":\"movn1\"," + result(),
                        "\"round\":7,\"type\":\"build.failed\",\"reason\":\"it broke\",\"log\":\"/log\","
                                + "\"elapsed_ms\":1000}",
                        "\"round\":7,\"type\":\"build.failed\",\"reason\":\"no make\",\"elapsed_ms\":0}",
                        "\"round\":7,\"type\":\"round.finished\",\"status\":\"host-failed\",\"hosts\":[{"
                                + "\"host\":\"movn1\"," + result() + "],\"elapsed_ms\":2000}",
                        "\"type\":\"host.connected\",\"host\":\"movn1\",\"remote_path\":\"/r\",\"elapsed_ms\":3}");
        assertThat(lines.stream().map(line -> line.replaceFirst("^.*\"seq\":(\\d+).*$", "$1")))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    }

    private static String result() {
        return "\"outcome\":\"failed\",\"deployed\":[],\"restarted\":[],\"failure\":{\"step\":\"upload\","
                + "\"reason\":\"full\"},\"unwell\":[],\"pending_targets\":[\"a\"],\"pending_restarts\":[],"
                + "\"pending_hooks\":[],\"pending_conversions\":[]}";
    }
}
