package io.github.microovn.rebuilder.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.testing.JsonLines;
import io.github.microovn.rebuilder.cli.testing.RunningCli;
import io.github.microovn.rebuilder.cli.testing.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What programs read, of commands on simulated instances: every line follows the published schema. */
@Timeout(60)
class JsonCommandsTest {

    @TempDir
    private Path directory;

    private SimulatedCluster cluster;

    @BeforeEach
    void start() throws IOException {
        cluster = new SimulatedCluster(directory);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    /** Runs a command on all instances that are named; returns its lines. */
    private List<JsonObject> run(ExitCode expected, String... words) {
        var arguments = Stream.concat(
                        Stream.of(words), Stream.of("-o", cluster.source().toString(), "-j", "1"))
                .toList();
        return lines(expected, arguments);
    }

    private List<JsonObject> lines(ExitCode expected, List<String> arguments) {
        try (var cli = new RunningCli(false, cluster.environment(), arguments)) {
            assertThat(cli.exitCode()).as(cli.errors().bytes()).isEqualTo(expected);
            return JsonLines.valid(cli.screen().bytes());
        }
    }

    private static JsonObject last(List<JsonObject> lines) {
        return lines.get(lines.size() - 1);
    }

    @Test
    void aPlanIsOneObjectThatSaysWhatIsPending() throws IOException {
        cluster.source("northd/ovn-northd", "echo second");
        run(ExitCode.OK, "deploy", "--json", "-H", "lxd:movn1");
        Files.writeString(cluster.source().resolve("northd/ovn-northd"), "#!/bin/sh\necho third\n");

        JsonObject plan = last(run(ExitCode.PENDING, "plan", "--json", "--exit-code", "-H", "lxd:movn1,lxd:movn2"));

        assertThat(plan.get("type").getAsString()).isEqualTo("plan.made");
        assertThat(plan.get("pending").getAsBoolean()).isTrue();
        JsonObject host = plan.getAsJsonArray("hosts").get(0).getAsJsonObject();
        assertThat(host.get("host").getAsString()).isEqualTo("movn1");
        assertThat(host.getAsJsonArray("items")
                        .get(0)
                        .getAsJsonObject()
                        .get("action")
                        .getAsString())
                .isEqualTo("upload");
        assertThat(host.getAsJsonArray("restarts").toString()).isEqualTo("[\"microovn.ovn-northd\"]");
    }

    @Test
    void theLoopWritesEventsAndAnswersAndTalksElsewhere() throws IOException {
        cluster.source("northd/ovn-northd", "echo second");

        try (RunningCli cli = cluster.loop(false, "--json")) {
            cli.keyboard().type("\ns\n?\nq\n");

            assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
            List<JsonObject> lines = JsonLines.valid(cli.screen().bytes());
            assertThat(JsonLines.types(lines)).contains("round.started", "host.swapped", "round.finished");
            assertThat(last(lines).get("type").getAsString()).isEqualTo("status.made");
            assertThat(cli.errors().bytes()).contains("Press 'Enter' to rebuild", "take back the last round");
        }
    }

    @Test
    void theDemoIsEventsOfItsTwoRounds() {
        List<JsonObject> lines = lines(ExitCode.OK, List.of("demo", "--json"));

        assertThat(JsonLines.types(lines)).contains("host.swapped", "round.unchanged");
        assertThat(JsonLines.types(lines)).filteredOn("round.finished"::equals).hasSize(2);
    }

    @Test
    void whatIsSaidToWhoeverInterruptsIsNoJson() throws IOException {
        cluster.source("northd/ovn-northd", "SLOW");

        try (RunningCli cli = cluster.loop(false, "-O", "json")) {
            cli.keyboard().enter();
            cli.screen().readTo("build.started");
            cli.interrupts().ctrlC();
            cli.keyboard().type("q\n");

            assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(JsonLines.types(JsonLines.valid(cli.screen().bytes()))).contains("build.interrupted");
            assertThat(cli.errors().bytes()).contains("[local] Ending this round");
        }
    }

    @Test
    void aStatusIsOneObject() {
        JsonObject status = last(run(ExitCode.OK, "status", "-O", "json", "--exit-code", "-H", "lxd:movn1,lxd:movn2"));

        assertThat(status.get("type").getAsString()).isEqualTo("status.made");
        assertThat(status.get("pending").getAsBoolean()).isFalse();
        assertThat(status.getAsJsonArray("hosts")).hasSize(2);
        assertThat(status.getAsJsonArray("hosts").get(1).getAsJsonObject().keySet())
                .contains("host", "problem", "facts", "files", "services");
    }

    @Test
    void aDeploymentAndItsWayBackAreEvents() throws IOException {
        cluster.source("northd/ovn-northd", "echo second");

        List<JsonObject> deployed = run(ExitCode.OK, "deploy", "--json", "-H", "lxd:movn1,lxd:movn2");
        List<JsonObject> undone = run(ExitCode.OK, "undo", "--json", "-H", "lxd:movn1,lxd:movn2");

        assertThat(JsonLines.types(deployed))
                .containsSubsequence(
                        "round.started", "build.started", "build.finished", "host.swapped", "round.finished");
        assertThat(last(deployed).get("status").getAsString()).isEqualTo("deployed");
        assertThat(JsonLines.types(undone)).contains("host.putting-back");
    }

    @Test
    void aFailedBuildAndALostHostAreEvents() throws IOException {
        cluster.source("northd/ovn-northd", "BROKEN");
        List<JsonObject> broken = run(ExitCode.BUILD_FAILED, "deploy", "--json", "-H", "lxd:movn1");

        assertThat(JsonLines.types(broken)).contains("build.failed");
        assertThat(last(broken).get("status").getAsString()).isEqualTo("build-failed");
    }

    @Test
    void whatIsAskedOfTheProgramItselfIsOneObject() {
        JsonObject version = last(lines(ExitCode.OK, List.of("version", "--json")));
        JsonObject connectors = last(lines(ExitCode.OK, List.of("connectors", "--json")));

        assertThat(version.get("java").getAsString())
                .isEqualTo(Runtime.version().toString());
        assertThat(connectors.getAsJsonArray("connectors").asList())
                .extracting(kind -> kind.getAsJsonObject().get("scheme").getAsString())
                .contains("local", "lxd", "incus", "ssh");
    }

    @Test
    void theSchemaIsPrinted() {
        try (var cli = new RunningCli(false, cluster.environment(), List.of("version", "--schema"))) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(cli.screen().bytes()).isEqualTo(JsonLines.published());
        }
    }
}
