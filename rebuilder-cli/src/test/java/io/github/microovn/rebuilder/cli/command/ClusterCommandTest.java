package io.github.microovn.rebuilder.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.lxd.embedded.EmbeddedInstance;
import io.github.microovn.rebuilder.cli.RebuilderCli;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.console.Streams;
import io.github.microovn.rebuilder.cli.testing.FakeTerminal;
import io.github.microovn.rebuilder.embedded.EmbeddedMicroOvn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCommandTest {

    private final EmbeddedMicroOvn embedded = EmbeddedMicroOvn.start();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        embedded.close();
    }

    private ExitCode run(String... arguments) {
        return run(new Streams(new ByteArrayInputStream(new byte[0]), out, err), arguments);
    }

    private ExitCode run(Streams streams, String... arguments) {
        out.reset();
        err.reset();
        return new RebuilderCli(receiver -> () -> {}).run(List.of(arguments), streams, embedded.environment());
    }

    private ExitCode answered(String answer, String... arguments) {
        var in = new ByteArrayInputStream(answer.getBytes(UTF_8));
        return run(new Streams(in, out, err, Optional.of(new FakeTerminal())), arguments);
    }

    private List<String> instances() {
        return embedded.lxd().instances().stream().map(EmbeddedInstance::name).toList();
    }

    private String said() {
        return out.toString(UTF_8);
    }

    private void makeOne() {
        assertThat(run(
                        "cluster",
                        "up",
                        "--nodes",
                        "1",
                        "--prefix",
                        "lab",
                        "--image",
                        "microovn",
                        "--snap",
                        embedded.snap().toString(),
                        "--write-config",
                        directory.resolve("my.yaml").toString()))
                .as(err.toString(UTF_8))
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void upEndsWithTheHostsAndWritesThemDown() throws IOException {
        makeOne();

        assertThat(said())
                .startsWith("[lab1] Creating the instance\n[lab1] Starting the instance\n")
                .contains("[local] The cluster is up after ")
                .contains(". Its hosts:\n-H lxd:lab1\n");
        assertThat(Files.readString(directory.resolve("my.yaml"))).contains("hosts: [lxd:lab1]\n");

        makeOne();
        assertThat(said()).contains("[lab1] Is a member already").contains("[local] Nothing to do, the cluster is up.");

        assertThat(run("cluster", "list")).isEqualTo(ExitCode.OK);
        assertThat(said()).startsWith("Cluster lab, 1 node:\n  lab1  10.").contains("running, central chassis switch");
    }

    @Test
    void downAsksAtATerminalAndRefusesWithoutOne() {
        makeOne();

        assertThat(run("cluster", "down", "--prefix", "lab")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8)).contains("microovn-rebuilder cluster down --prefix lab --yes\n");
        assertThat(answered("no\n", "cluster", "down", "--prefix", "lab")).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(said()).contains("Remove lab1 with all that is in them? [y/N] ");
        assertThat(instances()).containsExactly("lab1");
        assertThat(answered("y\n", "cluster", "down", "--prefix", "lab")).isEqualTo(ExitCode.OK);
        assertThat(instances()).isEmpty();
        assertThat(run("cluster", "down", "--prefix", "lab")).isEqualTo(ExitCode.OK);
        assertThat(said()).isEqualTo("[local] Nothing to do, there is no node of a cluster lab\n");
    }

    @Test
    void aFailureSaysWhereAndHowToGoOn() throws IOException {
        Files.writeString(embedded.snap().resolve("bin/microovn"), "#!/bin/sh\necho 'Error: no' >&2\nexit 1\n");

        assertThat(run(
                        "cluster",
                        "up",
                        "--nodes",
                        "1",
                        "--image",
                        "microovn",
                        "--wait",
                        "1",
                        "--set",
                        "user.note=it's mine",
                        "--snap",
                        embedded.snap().toString()))
                .isEqualTo(ExitCode.DEPLOY_FAILED);

        assertThat(said()).contains("[movn1] Failed at waiting for MicroOVN: Error: no\n");
        assertThat(err.toString(UTF_8))
                .isEqualTo(
                        "[local] What is done stays. Go on with: microovn-rebuilder cluster up --nodes 1 --image microovn"
                                + " --snap " + embedded.snap() + " --wait 1 --set 'user.note=it'\\''s mine'\n");
    }

    @Test
    void optionsOfAnotherVerbAreRefused() {
        assertThat(run("cluster", "down", "--prefix", "lab", "--nodes", "2")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8))
                .contains("Option --nodes is for 'cluster up', not for 'cluster down'.")
                .hasLineCount(2);
        assertThat(run("cluster", "--prefix=lab", "list")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8))
                .contains("Option --prefix is for 'cluster up' and 'cluster down', not for 'cluster list'.");
        assertThat(run("cluster", "up", "-y")).isEqualTo(ExitCode.USAGE);
        assertThat(run("cluster", "list", "--remote", "local", "-O", "json")).isEqualTo(ExitCode.OK);
    }

    @Test
    void whatCannotBeginChangesNothing() {
        assertThat(run("cluster", "up", "--image", "none")).isEqualTo(ExitCode.CANNOT_START);
        assertThat(err.toString(UTF_8)).startsWith("[local] There is no image 'none' on the server");
        assertThat(run("cluster")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8)).contains("Say what to do: cluster up|down|list.");
        assertThat(run("cluster", "donw")).isEqualTo(ExitCode.USAGE);
        assertThat(run("cluster", "up", "--prefix", "a_b")).isEqualTo(ExitCode.USAGE);
        assertThat(run("cluster", "up", "--snap", "x", "--channel", "y")).isEqualTo(ExitCode.USAGE);
        assertThat(instances()).isEmpty();
    }
}
