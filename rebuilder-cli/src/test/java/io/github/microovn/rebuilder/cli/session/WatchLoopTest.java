package io.github.microovn.rebuilder.cli.session;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.testing.RunningCli;
import io.github.microovn.rebuilder.cli.testing.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions in which saves begin rounds. The simulated tree is not built of C, so that a C file is saved beside what is. */
@Timeout(120)
class WatchLoopTest {

    private static final String PROMPT = "Press 'Enter' to rebuild and deploy OVN. (Ctrl-C for exit)";
    private static final String NORTHD = "northd/ovn-northd";

    @TempDir
    Path directory;

    private SimulatedCluster cluster;

    @BeforeEach
    void start() throws IOException {
        cluster = new SimulatedCluster(directory);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    /** An edit: another content each time. */
    private void save(String file) throws IOException {
        Files.writeString(cluster.source().resolve(file), "saved\n", CREATE, APPEND);
    }

    private String watching() {
        return "[local] Watching the sources in " + cluster.source() + ": a save builds and deploys\n";
    }

    private String rebuilding() {
        return "[local] Rebuilding OVN at " + cluster.source() + "\n";
    }

    @Test
    void aSaveBeginsARoundAndEnterStillDoes() throws IOException {
        try (RunningCli cli = cluster.loop(false, "--watch")) {
            assertThat(cli.screen().readTo(PROMPT)).isEqualTo(watching() + PROMPT);
            cluster.source(NORTHD, "echo changed");
            save("northd/northd.c");

            assertThat(cli.screen().readTo(PROMPT))
                    .startsWith("\n[local] Saved northd/northd.c\n" + rebuilding() + "\n[movn1] Removing")
                    .contains("[movn3] Restarting microovn.ovn-northd");
            assertThat(cluster.file("movn3", "bin/ovn-northd")).contains("changed");

            cli.keyboard().enter();
            assertThat(cli.screen().readTo(PROMPT))
                    .isEqualTo(rebuilding() + "[local] No changes in watched files\n" + PROMPT);

            save("controller.h");
            assertThat(cli.screen().readTo(PROMPT))
                    .isEqualTo("\n[local] Saved controller.h\n" + rebuilding() + "[local] No changes in watched files\n"
                            + PROMPT);

            cli.keyboard().end();
            assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(cli.screen().bytes()).endsWith(PROMPT + "\n");
        }
    }

    @Test
    void aLetterTurnsItOnAndOff() throws IOException {
        try (RunningCli cli = cluster.loop(false)) {
            cli.screen().readTo(PROMPT);
            cli.keyboard().type("w\n");
            assertThat(cli.screen().readTo(PROMPT)).isEqualTo(watching() + PROMPT);
            save("northd/northd.c");
            assertThat(cli.screen().readTo(PROMPT)).startsWith("\n[local] Saved northd/northd.c\n");

            cli.keyboard().type("w\n");
            assertThat(cli.screen().readTo(PROMPT)).isEqualTo("[local] Not watching any more\n" + PROMPT);
            save("northd/northd.c");
            cli.keyboard().type("w\n");
            assertThat(cli.screen().readTo(PROMPT)).isEqualTo(watching() + PROMPT);
        }
    }

    @Test
    void aSaveAfterABuildThatFailedTriesAgain() throws IOException {
        try (RunningCli cli = cluster.loop(false, "-w")) {
            cli.screen().readTo(PROMPT);
            cluster.source(NORTHD, "BROKEN");
            save("northd/northd.c");
            assertThat(cli.screen().readTo(PROMPT)).contains("[local] Build failed");

            cluster.source(NORTHD, "echo mended");
            save("northd/northd.c");
            assertThat(cli.screen().readTo(PROMPT)).contains("[movn3] Restarting microovn.ovn-northd");
        }
    }

    @Test
    void saysThatThereIsNothingToWatch() {
        try (RunningCli cli =
                cluster.loop(false, "-w", "-o", directory.resolve("nope").toString())) {
            assertThat(cli.screen().readTo(PROMPT))
                    .isEqualTo("[local] Not watching: cannot watch " + directory.resolve("nope")
                            + ": No such file or directory\n" + PROMPT);
        }
    }
}
