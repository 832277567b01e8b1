package io.github.microovn.lxd.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.Instance;
import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.error.LxdOperationException;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.ExecResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a harness says that commands do. */
class EmbeddedCommandsTest {
    private final EmbeddedLxd lxd = EmbeddedLxd.start();
    private final EmbeddedInstance c1 = lxd.addInstance("c1");
    private final EmbeddedCommands commands = c1.commands();
    private final LxdClient client = LxdClient.builder().socket(lxd.socket()).connect();
    private final Instance instance = client.instance("c1");

    @AfterEach
    void stop() {
        client.close();
        lxd.close();
    }

    @Test
    void aScriptedCommandSaysWhatItIsTold() {
        commands.on("ovs-vsctl", "show").answers(3, "br-int ü\n", "no database\n");

        ExecResult result = instance.run("ovs-vsctl", "show", "--all");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.stdout()).isEqualTo("br-int ü\n");
        assertThat(result.stderr()).isEqualTo("no database\n");
    }

    @Test
    void itDoesSoInEveryMode() throws IOException {
        commands.on("say").answers(7, "out", "err");

        assertThat(instance.runDetached(ExecRequest.of("say"))).isEqualTo(7);
        ExecResult recorded = instance.runRecorded(ExecRequest.of("say"));
        assertThat(recorded.exitCode()).isEqualTo(7);
        assertThat(recorded.stdout() + recorded.stderr()).isEqualTo("outerr");
        assertThat(instance.run(ExecRequest.of("say").withStdin("x".repeat(1_000_000)))
                        .stdout())
                .isEqualTo("out");
        Path said = c1.root().resolveSibling("said");
        try (var left = Files.list(said)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void muchIsSaidWhole() {
        String much = "0123456789".repeat(200_000);
        commands.on("cat").answers(command -> CommandAnswer.success(much));

        assertThat(instance.run("cat", "/dev/null").stdout()).isEqualTo(much);
    }

    @Test
    void theLastScriptCountsAndThenTheOnesBefore() {
        commands.on("true").answers(1, "", "");
        commands.on("true").times(2).answers(2, "", "");

        assertThat(instance.run("true").exitCode()).isEqualTo(2);
        assertThat(instance.run("true").exitCode()).isEqualTo(2);
        assertThat(instance.run("true").exitCode()).isEqualTo(1);
        assertThat(instance.run("sh", "-c", "exit 4").exitCode()).isEqualTo(4);

        commands.clear();
        assertThat(instance.run("true").exitCode()).isZero();
        assertThat(commands.asked()).hasSize(1);
    }

    @Test
    void aHandlerSeesTheCommand() {
        commands.on(command -> command.user() == 1000)
                .answers(command -> CommandAnswer.success(command.arguments() + " "
                        + command.environment().get("A") + " " + command.directory() + " " + command.group()));

        ExecRequest request = ExecRequest.of("who", "am", "i")
                .withUser(1000)
                .withGroup(7)
                .withEnvironment("A", "b")
                .withDirectory("/tmp");

        assertThat(instance.run(request).stdout()).isEqualTo("[who, am, i] b /tmp 7");
        assertThat(instance.run("echo", "hi").stdout()).isEqualTo("hi\n");
        assertThat(commands.asked())
                .extracting(EmbeddedCommand::arguments)
                .containsExactly(List.of("who", "am", "i"), List.of("echo", "hi"));
    }

    @Test
    void aMissingCommandIsOneAsWithTheDaemon() {
        commands.on("true").answers(127, "", "");

        assertThat(instance.run("true").exitCode()).isEqualTo(127);
    }

    @Test
    void aHandlerThatFailsIsTheOperationsFailure() {
        commands.on("true").answers(command -> {
            throw new IllegalStateException("the script is wrong");
        });

        assertThatThrownBy(() -> instance.run("true"))
                .isInstanceOf(LxdOperationException.class)
                .hasMessageContaining("the script is wrong");
        assertThatThrownBy(() -> commands.on("true").answers(256, "", "")).isInstanceOf(IllegalArgumentException.class);
    }
}
