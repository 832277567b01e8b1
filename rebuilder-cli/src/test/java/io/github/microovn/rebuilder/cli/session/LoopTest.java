package io.github.microovn.rebuilder.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cli.RebuilderCli;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.console.Streams;
import io.github.microovn.rebuilder.cli.testing.FakeTerminal;
import io.github.microovn.rebuilder.cli.testing.RunningCli;
import io.github.microovn.rebuilder.cli.testing.Screen;
import io.github.microovn.rebuilder.cli.testing.SimulatedCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions from the first prompt to the exit code, on three simulated instances. */
class LoopTest {

    private static final String PROMPT = "Press 'Enter' to rebuild and deploy OVN. (Ctrl-C for exit)";
    private static final String NORTHD = "northd/ovn-northd";
    private static final String CONTROLLER = "controller/ovn-controller";

    @TempDir
    Path directory;

    private SimulatedCluster cluster;
    private RunningCli cli;

    @BeforeEach
    void start() throws IOException {
        cluster = new SimulatedCluster(directory);
        cli = cluster.loop(false);
        cli.screen().readTo(PROMPT);
    }

    @AfterEach
    void stop() {
        cli.close();
        cluster.close();
    }

    /** Presses Enter and returns what is printed until the next prompt. */
    private String round() {
        cli.keyboard().enter();
        String printed = cli.screen().readTo(PROMPT);
        return printed.substring(0, printed.length() - PROMPT.length());
    }

    private String rebuilding() {
        return "[local] Rebuilding OVN at " + cluster.source() + "\n";
    }

    private String block(String host, String product, String remote, String service) {
        return """

                [%1$s] Removing remote file /root/squashfs-root/%4$s
                [%1$s] Uploading file %2$s/%3$s to /root/squashfs-root/%4$s
                [%1$s] Restarting %5$s
                """.formatted(host, cluster.source(), product, remote, service);
    }

    private String northd(String host) {
        return block(host, NORTHD, "bin/ovn-northd", "microovn.ovn-northd");
    }

    @Test
    void printsTheReadmesSession() throws IOException {
        cluster.source(NORTHD, "echo changed");

        assertThat(round()).isEqualTo(rebuilding() + northd("movn1") + northd("movn2") + northd("movn3"));
        assertThat(round()).isEqualTo(rebuilding() + "[local] No changes in watched files\n");

        cli.keyboard().end();
        assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(cli.screen().bytes()).endsWith(PROMPT + "\n").doesNotContain("\u001b", "\r");
        assertThat(cli.errors().bytes()).isEmpty();
        assertThat(cluster.file("movn3", "bin/ovn-northd")).isEqualTo("#!/bin/sh\necho changed\n");
        assertThat(cluster.lxd()
                        .instance("movn3")
                        .service("microovn.ovn-northd")
                        .journal())
                .contains("changed");
        assertThat(cluster.lxd().instance("movn3").service("microovn.chassis").starts())
                .isEqualTo(1);
    }

    @Test
    void ignoresWhatIsTypedBeforeEnterAndLeavesAtQ() {
        cli.keyboard().type("foo\n");
        assertThat(cli.screen().readTo(PROMPT)).contains("No changes");

        cli.keyboard().type(" q \n");

        assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void leavesAtCtrlCOnANewLine() {
        cli.interrupts().ctrlC();

        assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(cli.screen().bytes()).isEqualTo(PROMPT + "\n");
        assertThat(cli.interrupts().unhandled()).isTrue();
    }

    @Test
    void leavesWhenItIsTerminated() {
        cli.interrupts().terminate();

        assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void survivesAFailedBuildAndDeploysLaterWhatItHadMade() throws IOException {
        cluster.source(NORTHD, "echo changed");
        cluster.source(CONTROLLER, "BROKEN");
        String failed = round();
        assertThat(failed)
                .startsWith(rebuilding() + "caf\u00e9: error\n")
                .contains(
                        "[local] Build failed after ",
                        ", nothing is deployed: make ended with exit code 2",
                        "build.log");
        assertThat(cluster.file("movn1", "bin/ovn-northd")).contains("first");

        cluster.source(CONTROLLER, "echo fixed");
        assertThat(round()).contains("[movn1] Restarting microovn.ovn-northd", "[movn1] Restarting microovn.chassis");
        assertThat(cluster.file("movn1", "bin/ovn-northd")).contains("changed");
        assertThat(cluster.file("movn1", "bin/ovn-controller")).contains("fixed");
    }

    @Test
    void reportsAFailedHostAndTriesItAgain() throws IOException {
        cluster.lxd().faults().on("POST", "/1.0/instances/movn2/files").always().error(400, "no space left on device");
        cluster.source(NORTHD, "echo changed");

        assertThat(round())
                .startsWith(rebuilding() + northd("movn1"))
                .contains("\n[movn2] Failed to upload file ", "no space left on device")
                .endsWith(northd("movn3")
                        + "\n[local] Failed on movn2 (upload); 2 of 3 hosts up to date\n"
                        + "[local] Pending on movn2 for the next round: northd/ovn-northd\n");

        cluster.lxd().faults().clear();
        assertThat(round()).isEqualTo(rebuilding() + northd("movn2"));
    }

    @Test
    void ctrlCEndsTheBuildAndReturnsToThePrompt() throws IOException {
        cluster.source(NORTHD, "SLOW");
        cli.keyboard().enter();
        cli.screen().readTo("[local] Rebuilding");
        cli.interrupts().ctrlC();

        assertThat(cli.screen().readTo(PROMPT))
                .contains("[local] Ending this round; Ctrl-C again to exit\n", "[local] Build interrupted after ");

        cluster.source(NORTHD, "echo changed");
        assertThat(round()).contains("[movn3] Restarting microovn.ovn-northd");
    }

    @Test
    void aSecondCtrlCExits() throws IOException {
        cluster.source(NORTHD, "SLOW");
        cli.keyboard().enter();
        cli.screen().readTo("[local] Rebuilding");
        cli.interrupts().ctrlC();
        cli.interrupts().ctrlC();

        assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void terminationEndsTheRoundAndThenTheLoop() throws IOException {
        cluster.source(NORTHD, "SLOW");
        cli.keyboard().enter();
        cli.screen().readTo("[local] Rebuilding");
        cli.interrupts().terminate();

        assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(cli.screen().bytes()).contains("[local] Ending this round\n", "[local] Build interrupted after ");
    }

    @Test
    void ctrlCDuringADeploymentSaysWhatIsPendingAndTheNextRoundDoesIt() throws IOException {
        cluster.lxd().faults().on("POST", "/1.0/instances/*/files").times(3).hang();
        cluster.source(NORTHD, "echo changed");
        cli.keyboard().enter();
        cli.screen().readTo("[movn1] Uploading");
        cli.interrupts().ctrlC();
        assertThat(cli.screen().readTo(PROMPT))
                .contains("[local] Deployment interrupted; 0 of 3 hosts up to date\n"
                        + "[local] Pending on movn1, movn2, movn3 for the next round: northd/ovn-northd");
        assertThat(cluster.file("movn1", "bin/ovn-northd")).contains("first");

        cluster.lxd().faults().clear();
        assertThat(round()).isEqualTo(rebuilding() + northd("movn1") + northd("movn2") + northd("movn3"));
    }

    @Test
    void aSecondLoopIsToldWhoWorksOnTheHostsAndSinceWhen() {
        try (RunningCli second = cluster.loop(false)) {
            assertThat(second.exitCode()).isEqualTo(ExitCode.CANNOT_START);
            assertThat(second.errors().bytes())
                    .containsPattern("\\[movn1\\] another run of this program works on it: \\S+@\\S+, process "
                            + ProcessHandle.current().pid()
                            + ", since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d; end that one")
                    .contains("[movn2] ", "[movn3] ");
        }
    }

    @Test
    void lettersAreObeyedOffATerminalAsWell() {
        cli.keyboard().type("?\n");
        assertThat(cli.screen().readTo(PROMPT)).startsWith("  Enter  build, ").contains("\n  q      quit");
        cli.keyboard().type("l\n");
        assertThat(cli.screen().readTo(PROMPT))
                .contains("[movn1] ", "ovn-northd[", ": first\n")
                .doesNotContain("[local]");
    }

    @Test
    void singleKeysAreObeyedAtATerminalAndItIsGivenBack() {
        cli.close();
        try (RunningCli terminal = cluster.loop(true)) {
            terminal.screen().readTo(PROMPT);
            terminal.keyboard().type("x?");
            assertThat(terminal.screen().readTo(PROMPT)).startsWith("?\n  Enter  build, ");
            terminal.keyboard().type("q");

            assertThat(terminal.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(terminal.screen().bytes()).endsWith(PROMPT + "q\n");
            assertThat(terminal.terminal().changes()).containsExactly("KEYS", "back");
        }
    }

    @Test
    void whoPressesEnterAgainAndAgainDuringARoundGetsOneMore() throws IOException {
        cli.close();
        try (RunningCli terminal = cluster.loop(true)) {
            terminal.screen().readTo(PROMPT);
            cluster.source(NORTHD, "echo WAIT");
            terminal.keyboard().enter();
            terminal.screen().readTo("  CC northd/ovn-northd");
            terminal.keyboard().type("\n\n\ns");
            terminal.screen().readTo("then: one more round, status");
            Files.createFile(cluster.source().resolve("go"));

            assertThat(terminal.screen().readTo(PROMPT)).contains("[movn3] Restarting microovn.ovn-northd\n");
            assertThat(terminal.screen().readTo(PROMPT)).startsWith("\n").contains("No changes in watched files");
            assertThat(terminal.screen().readTo(PROMPT)).startsWith("s\n").contains("healthy");
            terminal.keyboard().type("q");
            assertThat(terminal.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(terminal.screen().bytes()).endsWith(PROMPT + "q\n");
        }
    }

    @Test
    void ctrlCForgetsWhatWasTypedBefore() throws IOException {
        cli.close();
        try (RunningCli terminal = cluster.loop(true)) {
            terminal.screen().readTo(PROMPT);
            cluster.source(NORTHD, "SLOW");
            terminal.keyboard().enter();
            terminal.screen().readTo("[local] make -j1");
            terminal.keyboard().enter();
            terminal.screen().readTo("then: one more round");
            terminal.interrupts().ctrlC();
            terminal.screen().readTo("[local] Build interrupted after ");
            terminal.screen().readTo(PROMPT);
            terminal.keyboard().type("q");

            assertThat(terminal.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(terminal.screen().bytes()).endsWith(PROMPT + "q\n");
        }
    }

    @Test
    void theQuestionIsAskedAgainAfterCtrlZ() {
        cli.close();
        try (RunningCli terminal = cluster.loop(true)) {
            terminal.screen().readTo(PROMPT);
            terminal.terminal().stopAndGoOn();
            terminal.screen().readTo(PROMPT);
        }
    }

    @Test
    void theTerminalIsGivenBackAfterABug() {
        cli.close();
        var device = new FakeTerminal();
        var broken = new Screen() {
            private boolean thrown;

            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                if (new String(bytes, offset, length, StandardCharsets.UTF_8).startsWith("Press") && !thrown) {
                    thrown = true;
                    throw new IllegalStateException("a bug");
                }
                super.write(bytes, offset, length);
            }
        };
        var errors = new Screen();
        var streams = new Streams(InputStream.nullInputStream(), broken, errors, Optional.of(device));
        var arguments = List.of("-o", cluster.source().toString(), "-H", "lxd:movn1");

        assertThat(new RebuilderCli(receiver -> () -> {}).run(arguments, streams, cluster.environment()))
                .isEqualTo(ExitCode.BUG);
        assertThat(device.changes()).containsExactly("KEYS", "back");
        assertThat(errors.bytes()).contains("unexpected error");
    }

    @Test
    void breaksNoLineForASignalThatATerminalDoesNotEcho() throws IOException {
        cli.close();
        try (RunningCli terminal = cluster.loop(true)) {
            terminal.screen().readTo(PROMPT);
            cluster.source(NORTHD, "SLOW");
            terminal.keyboard().enter();
            terminal.screen().readTo("[local] Rebuilding OVN at " + cluster.source() + "\n");
            terminal.interrupts().terminate();

            assertThat(terminal.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(terminal.screen().bytes()).doesNotContain("\n\n").endsWith(", nothing is deployed\n");
        }
    }

    @Test
    void endsQuietlyWhenNobodyReads() {
        cli.close();
        var gone = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        var streams = new Streams(InputStream.nullInputStream(), gone, gone);
        var arguments = List.of("-o", cluster.source().toString(), "-H", "lxd:movn1");

        assertThat(new RebuilderCli(receiver -> () -> {}).run(arguments, streams, cluster.environment()))
                .isEqualTo(ExitCode.OK);
    }
}
