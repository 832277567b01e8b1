package io.github.microovn.rebuilder.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.cli.console.ExitCode;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --limit} and {@code --only} as users type them. */
@Timeout(60)
class LimitOptionsTest {

    @TempDir
    private Path directory;

    private SimulatedCluster cluster;
    private Path config;

    @BeforeEach
    void start() throws IOException {
        cluster = new SimulatedCluster(directory);
        config = directory.resolve("c.yaml");
        Files.writeString(config, """
                hosts: {central: [lxd:movn1, lxd:movn2], edge: [lxd:movn2, lxd:movn3]}
                targets:
                  - {local_path: northd/ovn-northd, remote_path: bin/ovn-northd, service: microovn.ovn-northd}
                  - {local_path: controller/ovn-controller, remote_path: bin/ovn-controller, service: microovn.chassis}
                """);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private RunningCli cli(String... arguments) {
        Stream<String> tree = arguments[0].equals("logs")
                ? Stream.of()
                : Stream.of("-o", cluster.source().toString(), "-j", "1");
        List<String> all = Stream.of(Stream.of(arguments), Stream.of("-c", config.toString()), tree)
                .flatMap(words -> words)
                .toList();
        return new RunningCli(false, cluster.environment(), all);
    }

    @Test
    void aGroupAndATargetAreDeployedToAndTheRestIsSaidAndDoneLater() throws IOException {
        cluster.source("northd/ovn-northd", "echo changed");
        cluster.source("controller/ovn-controller", "echo changed");
        try (RunningCli limited = cli("deploy", "--limit", "edge", "--only", "ovn-northd")) {
            assertThat(limited.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(limited.screen().bytes())
                    .startsWith("""
                            [local] Limited to movn2, movn3; left out: movn1
                            [local] Limited to northd/ovn-northd; left out: controller/ovn-controller
                            [local] Rebuilding OVN at""")
                    .contains("[movn2] Uploading file", "[movn3] Uploading file")
                    .doesNotContain("[movn1]", "bin/ovn-controller")
                    .endsWith("[local] Left out, and still pending on movn2, movn3: controller/ovn-controller\n");
        }

        try (RunningCli later = cli("deploy")) {
            assertThat(later.exitCode()).isEqualTo(ExitCode.OK);
        }

        assertThat(cluster.file("movn1", "bin/ovn-northd")).contains("changed");
        assertThat(cluster.file("movn1", "bin/ovn-controller")).contains("changed");
        assertThat(cluster.file("movn3", "bin/ovn-controller")).contains("changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy", "plan", "status", "undo", "restore", "doctor", "logs"})
    void aNameThatFitsNothingIsWrongUsage(String command) {
        try (RunningCli cli = cli(command, "--limit", "centrl")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(cli.errors().bytes()).isEqualTo("""
                            microovn-rebuilder: 'centrl' is neither a host nor a group; did you mean 'central'?
                            Try 'microovn-rebuilder --help'.
                            """);
        }
        try (RunningCli cli = cli(command, "--only", "northd/ovn-nortd")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(cli.errors().bytes())
                    .startsWith(
                            "microovn-rebuilder: 'northd/ovn-nortd' is no target; did you mean 'northd/ovn-northd'?");
        }
    }
}
