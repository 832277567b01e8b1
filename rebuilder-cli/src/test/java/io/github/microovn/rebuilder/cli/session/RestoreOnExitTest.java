package io.github.microovn.rebuilder.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.testing.RunningCli;
import io.github.microovn.rebuilder.cli.testing.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that leave the cluster as they found it. */
@Timeout(60)
class RestoreOnExitTest {

    private static final String PROMPT = "Press 'Enter' to rebuild and deploy OVN. (Ctrl-C for exit)";
    private static final String FIRST = "#!/bin/sh\necho first\n";
    private static final String SAID = "[local] Putting back what was there before on movn1, movn2, movn3\n";

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

    private RunningCli run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-o", cluster.source().toString(), "-H", "lxd:movn1,lxd:movn2,lxd:movn3"));
        all.add("--restore-on-exit");
        return new RunningCli(false, cluster.environment(), all);
    }

    private void assertRestored(RunningCli cli) {
        assertThat(cli.screen().bytes())
                .contains(SAID)
                .contains("[movn3] Putting back remote file /root/squashfs-root/bin/ovn-northd\n[movn3] Restarting");
        for (String host : List.of("movn1", "movn2", "movn3")) {
            assertThat(cluster.file(host, "bin/ovn-northd")).isEqualTo(FIRST);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"q", "end of input", "Ctrl-C", "SIGTERM"})
    void theLoopPutsEverythingBackHoweverItIsLeft(String way) throws IOException {
        try (RunningCli cli = run()) {
            cli.screen().readTo(PROMPT);
            cluster.source("northd/ovn-northd", "echo changed");
            cli.keyboard().enter();
            cli.screen().readTo(PROMPT);
            assertThat(cluster.file("movn1", "bin/ovn-northd")).contains("changed");

            switch (way) {
                case "q" -> cli.keyboard().type("q\n");
                case "Ctrl-C" -> cli.interrupts().ctrlC();
                case "SIGTERM" -> cli.interrupts().terminate();
                default -> cli.keyboard().end();
            }

            assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
            assertRestored(cli);
        }
    }

    @Test
    void aRoundThatIsTerminatedIsPutBackToo() throws IOException {
        try (RunningCli cli = run()) {
            cli.screen().readTo(PROMPT);
            cluster.source("northd/ovn-northd", "echo changed");
            cli.keyboard().enter();
            cli.screen().readTo(PROMPT);
            cluster.source("controller/ovn-controller", "# SLOW");
            cli.keyboard().enter();
            cli.screen().readTo("Rebuilding");

            cli.interrupts().terminate();

            assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
            assertRestored(cli);
        }
    }

    @Test
    void aSecondCtrlCDuringTheRestoreDoesNotWaitForIt() throws IOException {
        cluster.lxd().instance("movn1").withFile("/root/squashfs-root/bin/ovn-northd", "#!/bin/sh\nsleep 600\n");
        try (RunningCli cli = run()) {
            cli.screen().readTo(PROMPT);
            cluster.source("northd/ovn-northd", "echo changed");
            cli.keyboard().enter();
            cli.screen().readTo(PROMPT);
            cli.keyboard().type("q\n");
            cli.screen().readTo(SAID);
            while (!cluster.file("movn1", "bin/ovn-northd").contains("sleep")) {
                Thread.onSpinWait();
            }

            // A restart that has begun is waited for.
            cli.interrupts().ctrlC();
            cli.screen().readTo("[local] Ending this restore; Ctrl-C again to exit\n");
            cli.interrupts().ctrlC();

            assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void aDeploymentThatRunsOnceIsPutBackAtItsEnd() throws IOException {
        cluster.source("northd/ovn-northd", "echo changed");
        try (RunningCli cli = run("deploy")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(cli.screen().bytes()).contains("[movn1] Uploading file");
            assertRestored(cli);
        }
    }

    @Test
    void whatCannotBePutBackIsAFailure() throws IOException {
        cluster.source("northd/ovn-northd", "mv \"$0\" \"$0.gone\"; echo other > \"$0\"");
        try (RunningCli cli = run("deploy")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.DEPLOY_FAILED);
            assertThat(cli.screen().bytes())
                    .contains(SAID)
                    .contains("bin/ovn-northd has been changed by somebody else and is left as it is");
        }
    }
}
