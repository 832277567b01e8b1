package io.github.microovn.rebuilder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.lxd.testing.RealLxd;
import io.github.microovn.lxd.testing.RealLxdSocket;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.testing.Child;
import io.github.microovn.rebuilder.cli.testing.RunningCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The loop on two real instances: one is a MicroOVN cluster of its own, where ovn-northd runs, on the other one the
 * services are disabled.
 */
@RealLxd
class RealLxdLoopIT {

    private static final String PROMPT = "Press 'Enter' to rebuild and deploy OVN. (Ctrl-C for exit)";
    private static final String REMOTE = "/root/squashfs-root/bin/ovn-northd";
    private static final String ACTIVE = RealLxdSocket.newInstanceName();
    private static final String DISABLED = RealLxdSocket.newInstanceName();

    /** A machine that is busy takes a minute to boot two containers. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    static Path directory;

    @BeforeAll
    static void launch() throws IOException {
        for (String name : List.of(ACTIVE, DISABLED)) {
            Child.run(
                    "lxc",
                    "-q",
                    "init",
                    "microovn-lab",
                    name,
                    "-s",
                    System.getenv().getOrDefault("LAB_POOL", "default"),
                    "-n",
                    "lxdbr0",
                    "-c",
                    "security.nesting=true");
            Child.run("lxc", "-q", "start", name);
        }
        for (String name : List.of(ACTIVE, DISABLED)) {
            await("MicroOVN on " + name, () -> succeeds("lxc", "exec", name, "--", "microovn", "waitready", "-t", "2"));
        }
        Child.run("lxc", "exec", ACTIVE, "--", "microovn", "cluster", "bootstrap");
        makeTree();
    }

    @AfterAll
    static void delete() {
        for (String name : List.of(ACTIVE, DISABLED)) {
            succeeds("lxc", "-q", "delete", "-f", name);
        }
    }

    /** A product that runs as the real daemon: the program that is there, and a text behind it. */
    private static void makeTree() throws IOException {
        Files.createDirectories(source().resolve("northd"));
        Child.run(
                "lxc",
                "-q",
                "file",
                "pull",
                ACTIVE + REMOTE,
                source().resolve("stock").toString());
        Files.writeString(source().resolve("text"), "first\n");
        Files.writeString(source().resolve("Makefile"), """
                northd/ovn-northd: stock text
                \tcat stock text > $@
                \tchmod 755 $@
                """);
        Files.writeString(directory.resolve("config.yaml"), """
                targets:
                  - local_path: northd/ovn-northd
                    remote_path: bin/ovn-northd
                    service: microovn.ovn-northd
                """);
        Child.run("make", "-C", source().toString());
    }

    private static Path source() {
        return directory.resolve("ovn");
    }

    private static RunningCli loop(String hosts, String... more) {
        var arguments = new ArrayList<>(
                List.of("-c", directory.resolve("config.yaml").toString(), "-o", source().toString(), "-H", hosts));
        arguments.addAll(Arrays.asList(more));
        var environment = new HashMap<>(System.getenv());
        environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
        return new RunningCli(false, environment, arguments);
    }

    @Test
    void deploysAndTheDeployedProgramIsTheOneThatRuns() throws IOException {
        try (RunningCli cli = loop("lxd:" + ACTIVE + ",lxd:" + DISABLED)) {
            cli.screen().readTo(PROMPT);
            Files.writeString(source().resolve("text"), "changed\n");
            cli.keyboard().enter();

            String blocks = """
                    [local] Rebuilding OVN at %1$s

                    [%2$s] Removing remote file %4$s
                    [%2$s] Uploading file %1$s/northd/ovn-northd to %4$s
                    [%2$s] Restarting microovn.ovn-northd

                    [%3$s] Removing remote file %4$s
                    [%3$s] Uploading file %1$s/northd/ovn-northd to %4$s
                    [%3$s] Not restarting microovn.ovn-northd, which is disabled there
                    """.formatted(source(), ACTIVE, DISABLED, REMOTE);
            assertThat(cli.screen().readTo(PROMPT)).isEqualTo(blocks + PROMPT);

            String built = hash(
                    Child.run("sha256sum", source().resolve("northd/ovn-northd").toString()));
            assertThat(hash(on(ACTIVE, "sha256sum", REMOTE))).isEqualTo(built);
            assertThat(hash(on(DISABLED, "sha256sum", REMOTE))).isEqualTo(built);
            await("the deployed ovn-northd runs", () -> built.equals(runningHash()));
            assertThat(on(DISABLED, "snap", "services", "microovn.ovn-northd"))
                    .containsPattern("microovn.ovn-northd +disabled +inactive");

            cli.keyboard().enter();
            assertThat(cli.screen().readTo(PROMPT)).contains("[local] No changes in watched files\n" + PROMPT);
            cli.keyboard().end();
            assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void namesEveryHostThatIsNotFit() {
        try (RunningCli cli = loop("lxd:" + ACTIVE + ",lxd:" + ACTIVE + "-none", "-r", "/nowhere")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.CANNOT_START);
            assertThat(cli.errors().bytes().lines())
                    .hasSize(2)
                    .anyMatch(line -> line.contains(ACTIVE) && line.contains("'/nowhere' does not exist"))
                    .anyMatch(line -> line.contains(ACTIVE + "-none"));
        }
    }

    private static String runningHash() {
        String pid = "/var/snap/microovn/common/run/ovn/ovn-northd.pid";
        return hash(on(ACTIVE, "sh", "-c", "sha256sum /proc/$(cat \"$1\")/exe || true", "sh", pid));
    }

    private static String on(String instance, String... command) {
        var words = new ArrayList<>(List.of("lxc", "exec", instance, "--"));
        words.addAll(Arrays.asList(command));
        return Child.run(words.toArray(String[]::new));
    }

    private static String hash(String line) {
        return line.replaceAll("(?s) .*", "");
    }

    private static boolean succeeds(String... command) {
        try (Child child = Child.start(Map.of(), command)) {
            child.closeInput();
            return child.exitCode() == 0;
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what + " in time").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
