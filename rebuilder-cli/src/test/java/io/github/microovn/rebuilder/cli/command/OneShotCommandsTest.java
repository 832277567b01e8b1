package io.github.microovn.rebuilder.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.testing.JsonLines;
import io.github.microovn.rebuilder.cli.testing.RunningCli;
import io.github.microovn.rebuilder.cli.testing.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** doctor and logs as users run them, on simulated instances, whose snap is not tried from anywhere. */
@Timeout(60)
class OneShotCommandsTest {

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

    private RunningCli start(String... arguments) {
        return new RunningCli(false, cluster.environment(), Arrays.asList(arguments));
    }

    @Test
    void connectorsTellsHowHostsAreNamedAndWhatCanBeUsed() {
        try (RunningCli cli = start("connectors")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(cli.screen().bytes().lines())
                    .containsSubsequence(
                            "local:   this machine",
                            "",
                            "lxd:[REMOTE:]INSTANCE[?project=NAME]   instances of the LXD on this machine, or on a remote that"
                                    + " lxc knows",
                            "  such as lxd:movn1, lxd:lab:movn1, lxd:movn1?project=ovn",
                            "  can be used here",
                            "",
                            "ssh:[USER@]HOST[:PORT]   hosts by SSH, as ~/.ssh/config, known_hosts and the agent say",
                            "  such as ssh:root@lab9, ssh:lab9:2222",
                            "  can be used here");
        }
    }

    @Test
    void aHostThatCannotBeReachedBySshIsOneLine() {
        try (RunningCli cli = start("-o", cluster.source().toString(), "-H", "lxd:movn1,ssh:no-such-host.invalid")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.CANNOT_START);
            assertThat(cli.errors().bytes())
                    .contains("the name 'no-such-host.invalid' does not resolve; correct it, or give it a HostName");
        }
    }

    @Test
    void doctorHasALineForEveryCheckAndHost() {
        try (RunningCli cli =
                start("doctor", "-o", cluster.source().toString(), "-H", "lxd:movn1,lxd:nope,lxd:movn2")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.DEPLOY_FAILED);
            assertThat(cli.screen().bytes().lines())
                    .contains(
                            "[local] OK   product: 3 products are built",
                            "[local] WARN product: " + cluster.source()
                                    + "/utilities/ovn-trace does not exist; build it: run make",
                            "[movn1] OK   directory: '/root/squashfs-root/' is writable",
                            "[nope] FAIL reachable: there is no LXD instance 'nope'; 'lxc list' shows what there is",
                            "[movn2] FAIL snap: there is no snap microovn; unpack it and run 'snap try DIR' on movn2")
                    .endsWith("[local] Not fit: movn1, nope, movn2");
        }
    }

    @Test
    void doctorSaysOnlyWhatIsWrongWhenAskedTo() {
        try (RunningCli cli = start("doctor", "-q", "-o", cluster.source().toString(), "-H", "lxd:movn1")) {
            cli.exitCode();
            assertThat(cli.screen().bytes()).contains("FAIL snap").doesNotContain(" OK ");
        }
    }

    @Test
    void doctorWritesAnEventALine() {
        try (RunningCli cli =
                start("doctor", "-O", "json", "-o", cluster.source().toString(), "-H", "lxd:movn1")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.DEPLOY_FAILED);
            JsonLines.valid(cli.screen().bytes());
            List<String> lines = cli.screen().bytes().lines().toList();
            assertThat(lines)
                    .anyMatch(line -> line.contains("\"type\":\"check.made\",\"name\":\"snap\",\"host\":\"movn1\","
                            + "\"target\":\"\",\"verdict\":\"fail\""));
            assertThat(lines.get(lines.size() - 1))
                    .contains("\"type\":\"check.finished\",\"fit\":[],\"unfit\":[\"movn1\"],\"elapsed_ms\":");
        }
    }

    @Test
    void logsShowsTheServicesOfTheConfigurationOnAllHosts() {
        try (RunningCli cli = start("logs", "-H", "lxd:movn1,lxd:movn2")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(cli.screen().bytes().lines())
                    .hasSize(8)
                    .allMatch(
                            line -> line.matches("\\[movn[12]] [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*"))
                    .anyMatch(line -> line.matches(".* microovn\\.ovn-northd\\[\\d+]: first"))
                    .anyMatch(line -> line.matches(".* chassis systemd\\[1]: Started snap\\.microovn\\.chassis.*"));
        }
    }

    @Test
    void logsFollowsUntilCtrlC() throws IOException {
        try (RunningCli cli =
                start("logs", "-f", "--since", "1h", "ovn-northd", "-H", "lxd:movn1,lxd:movn2", "-O", "json")) {
            cli.screen().readTo("\"host\":\"movn2\",\"service\":\"microovn.ovn-northd\"");
            cluster.lxd().instance("movn1").service("microovn.ovn-northd").crash();
            cli.screen().readTo("restart counter is at 1.");
            assertThat(cli.screen().bytes()).doesNotContain("chassis");

            cli.interrupts().ctrlC();

            assertThat(cli.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(JsonLines.types(JsonLines.valid(cli.screen().bytes()))).containsOnly("log.line");
        }
    }

    @Test
    void logsOfAHostThatCannotBeReadIsAFailure() {
        try (RunningCli cli = start("logs", "chassis", "-H", "lxd:nope,lxd:movn1")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.CANNOT_START);
            assertThat(cli.screen().bytes())
                    .startsWith("[nope] The journal cannot be read: there is no LXD instance 'nope'")
                    .contains("[movn1] ");
        }
    }

    @Test
    void logsOfAServiceThatNoHostHasIsAFailure() {
        try (RunningCli cli = start("logs", "lab.nothing", "-H", "lxd:movn1,lxd:movn2")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.CANNOT_START);
            assertThat(cli.screen().bytes()).contains("lab.nothing").hasLineCount(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "logs ovn-nortd -H lxd:movn1 | Unknown service 'ovn-nortd'. Did you mean 'ovn-northd'?",
                "logs --since soon -H lxd:movn1 | -S/--since: 'soon' is no time.",
                "completion bash -O json | -O json is for the loop, deploy, plan, status, undo, restore, doctor, logs,",
                "doctor movn1 -H lxd:movn1 | Command 'doctor' takes no arguments, got 'movn1'."
            })
    void whatIsNotUnderstoodIsSaid(String line, String message) {
        try (RunningCli cli = start(line.split(" "))) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(cli.errors().bytes()).startsWith("microovn-rebuilder: " + message);
        }
    }

    @ParameterizedTest
    @CsvSource({"doctor", "logs"})
    void withoutHostsThereIsNothingToStart(String command) {
        try (RunningCli cli = start(command)) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.CANNOT_START);
            assertThat(cli.errors().bytes()).startsWith("no hosts: name them with -H");
        }
    }
}
