package io.github.microovn.rebuilder.host.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.embedded.EmbeddedInstance;
import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LxdConnectorTest {

    private static final String FILES = "/1.0/instances/c1/files";

    @TempDir
    private Path directory;

    private final EmbeddedLxd lxd = EmbeddedLxd.start();
    private final EmbeddedInstance instance = lxd.addInstance("c1");
    private final LxdConnector connector = new LxdConnector();

    @AfterEach
    void close() {
        connector.close();
        lxd.close();
    }

    private Host connect(String name) {
        return connector.connect(new HostSpec("lxd", name), options(lxd.socket()));
    }

    private static ConnectOptions options(Path socket) {
        return new ConnectOptions(Duration.ofSeconds(5), Map.of("LXD_SOCKET", socket.toString()));
    }

    @Test
    void aHostIsNamedAfterItsInstance() {
        Host host = connect("c1");

        assertThat(host.name()).isEqualTo("c1");
        assertThat(host.description()).isEqualTo("LXC instance c1");
        assertThat(connector.scheme()).isEqualTo("lxd");
        assertThat(connector.syntax()).isEqualTo("lxd:[REMOTE:]INSTANCE[?project=NAME]");
    }

    @Test
    void anUnknownInstanceIsRefused() {
        assertUnavailable("nobody", "there is no LXD instance 'nobody'; 'lxc list' shows what there is");
    }

    @Test
    void anInstanceOfARemoteIsFound() throws Exception {
        Files.writeString(directory.resolve("config.yml"), "remotes:\n  lab:\n    addr: unix://" + lxd.socket() + "\n");
        ConnectOptions options = new ConnectOptions(Duration.ofSeconds(5), Map.of("LXD_CONF", directory.toString()));

        Host host = connector.connect(new HostSpec("lxd", "lab:c1"), options);

        assertThat(host.name()).isEqualTo("lab:c1");
        assertThat(host.run(Command.of("true")).succeeded()).isTrue();
        assertThatThrownBy(() -> connector.connect(new HostSpec("lxd", "lab:nobody?project=default"), options))
                .isInstanceOf(HostUnavailableException.class)
                .hasMessageEndingWith(
                        "there is no LXD instance 'nobody'; 'lxc list lab: --project default' shows what there is");
        assertThatThrownBy(() -> connector.connect(new HostSpec("lxd", "other:c1"), options))
                .isInstanceOf(HostUnavailableException.class)
                .hasMessageContaining("there is no remote 'other', only lab, local");
    }

    @Test
    void anInstanceIsLookedForInItsProject() {
        connect("c1?project=default");

        assertThat(lxd.requests())
                .anySatisfy(request -> assertThat(request.toString()).contains("project=default"));
    }

    @Test
    void whetherItCanBeUsedHereIsTold() {
        assertThat(connector.obstacle(options(lxd.socket()))).isEmpty();
        connector.close();

        LxdConnector other = new LxdConnector();
        assertThat(other.obstacle(options(directory.resolve("no.socket"))).orElse(""))
                .contains("no.socket")
                .doesNotContain("\n");
    }

    @Test
    void aStoppedInstanceIsRefusedWithWhatToDo() {
        instance.stop();
        assertUnavailable("c1", "the instance is stopped; start it with 'lxc start c1'");
    }

    @Test
    void aFrozenInstanceIsRefusedWithWhatToDo() {
        instance.freeze();
        assertUnavailable("c1", "the instance is frozen; resume it with 'lxc start c1'");
    }

    @Test
    void aDaemonThatRefusesIsReportedInItsOwnWords() {
        lxd.faults().on("GET", "/1.0/instances/c1").error(500, "the database is locked");

        assertThatThrownBy(() -> connect("c1"))
                .isInstanceOfSatisfying(
                        HostUnavailableException.class,
                        e -> assertThat(e.reason()).contains("the database is locked"));
    }

    private void assertUnavailable(String name, String reason) {
        assertThatThrownBy(() -> connect(name)).isInstanceOfSatisfying(HostUnavailableException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.host()).isEqualTo(name);
            assertThat(e).hasMessage("Failed to connect to " + name + ": " + reason);
        });
    }

    @Test
    void aMissingSocketIsOneLineThatNamesThePlace() {
        Path socket = directory.resolve("no.socket");

        assertThatThrownBy(() -> connector.connect(new HostSpec("lxd", "c1"), options(socket)))
                .isInstanceOfSatisfying(
                        HostUnavailableException.class,
                        e -> assertThat(e.reason()).contains(socket.toString()).doesNotContain("\n"));
    }

    @Test
    void aClosedConnectorConnectsNoMore() {
        connector.close();
        connector.close();

        assertThatThrownBy(() -> connect("c1")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCommandGetsArgumentsAndEnvironmentAsTheyAre() {
        Command command = new Command(
                List.of("sh", "-c", "echo \"$1|$WORD\"; echo bad >&2; exit 3", "name", "$(id) 'a' \"b\""),
                Map.of("WORD", "$HOME *"),
                Duration.ofSeconds(20));

        assertThat(connect("c1").run(command)).isEqualTo(new CommandResult(3, "$(id) 'a' \"b\"|$HOME *\n", "bad\n"));
    }

    @Test
    void aCommandThatTakesTooLongIsKilledAndReported() {
        Host host = connect("c1");

        assertThatThrownBy(() -> host.run(Command.of("sleep", "60").withTimeout(Duration.ofMillis(300))))
                .isInstanceOf(HostUnavailableException.class)
                .hasMessageContaining("300 ms");
    }

    @Test
    void everyWaitForACommandObeysAnInterrupt() {
        Host host = connect("c1");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> host.run(Command.of("sleep", "60"))).isInstanceOf(CancelledException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void scriptsShareAShellThatALastingOneDoesNotTakeWithIt() {
        Host host = connect("c1");
        Command look = Command.script("look", "true", List.of());
        host.run(look);
        host.run(look);
        assertThat(executions()).isEqualTo(1);

        assertThatThrownBy(() -> host.run(Command.lastingScript("watch", "exec sleep 60", List.of())
                        .withTimeout(Duration.ofMillis(200))))
                .isInstanceOf(HostUnavailableException.class);
        assertThat(executions()).isEqualTo(2);

        assertThat(host.run(look).succeeded()).isTrue();
        assertThat(executions()).isEqualTo(2);
    }

    private long executions() {
        return lxd.requests().stream()
                .filter(request -> request.path().endsWith("/exec"))
                .count();
    }

    @Test
    void anInstanceThatStoppedMeanwhileIsReportedAsSuch() {
        Host host = connect("c1");
        instance.stop();

        assertThatThrownBy(() -> host.run(Command.of("true")))
                .isInstanceOfSatisfying(
                        HostUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo("the instance is stopped; start it with 'lxc start c1'"));
    }

    @Test
    void anInstanceWhoseStopEndsACommandsStreamsIsReportedAsSuch() {
        Host host = connect("c1");
        lxd.faults()
                .on("GET", "/1.0/operations/*/websocket")
                .always()
                .when(request -> {
                    instance.stop();
                    return true;
                })
                .dropAfter(0);

        assertThatThrownBy(() -> host.run(Command.of("sleep", "60")))
                .isInstanceOfSatisfying(
                        HostUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo("the instance is stopped; start it with 'lxc start c1'"));
    }

    @Test
    void aRefusedCommandIsReportedInTheDaemonsWords() {
        Host host = connect("c1");
        lxd.faults().on("POST", "/1.0/instances/c1/exec").error(400, "no such luck");

        assertThatThrownBy(() -> host.run(Command.of("true")))
                .isInstanceOfSatisfying(
                        HostUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo("LXD said: no such luck"));
    }

    @Test
    void anUploadedFileHasContentAndPermissions() throws Exception {
        Path source = Files.writeString(directory.resolve("tool"), "new");
        instance.withFile("/root/bin/other", "other");

        connect("c1").put(source, "/root/bin/a name+&%", 0751);

        Path uploaded = instance.file("/root/bin/a name+&%");
        assertThat(uploaded).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(uploaded)))
                .isEqualTo("rwxr-x--x");
    }

    @Test
    void anUploadToNowhereIsTheStepsFailure() throws Exception {
        Path source = Files.writeString(directory.resolve("tool"), "new");

        assertThatThrownBy(() -> connect("c1").put(source, "/nowhere/tool", 0755))
                .isInstanceOfSatisfying(
                        HostStepException.class, e -> assertThat(e.reason()).isEqualTo("LXD said: Not Found"));
    }

    @ParameterizedTest
    @CsvSource({"3, POST, files", "3000000, GET, sftp"})
    void anUploadGoesAroundAServerOfFilesThatIsJustEnding(int bytes, String method, String end) throws Exception {
        Path source = Files.write(directory.resolve("tool"), new byte[bytes]);
        String reason = "dial unix /proc/self/fd/437/forkfile.sock: connect: no such file or directory";
        lxd.faults().on(method, "/1.0/instances/c1/" + end).always().error(500, reason);
        instance.withFile("/root/bin/other", "other");

        connect("c1").put(source, "/root/bin/a name+&%", 0751);

        Path uploaded = instance.file("/root/bin/a name+&%");
        assertThat(uploaded).hasSize(bytes);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(uploaded)))
                .isEqualTo("rwxr-x--x");
        assertThatThrownBy(() -> connect("c1").put(source, "/nowhere/tool", 0755))
                .isInstanceOfSatisfying(
                        HostStepException.class, e -> assertThat(e.reason()).isEqualTo("LXD said: " + reason));
    }

    @Test
    void nothingIsUploadedToAnInstanceThatDoesNotRun() throws Exception {
        Path source = Files.writeString(directory.resolve("tool"), "new");
        Host host = connect("c1");
        instance.freeze();

        assertThatThrownBy(() -> host.put(source, "/root/tool", 0755))
                .isInstanceOfSatisfying(
                        HostUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo("the instance is frozen; resume it with 'lxc start c1'"));
        assertThat(instance.file("/root/tool")).doesNotExist();
    }

    @Test
    void aLocalFileThatHasGoneIsTheStepsFailure() {
        assertThatThrownBy(() -> connect("c1").put(directory.resolve("gone"), "/root/tool", 0755))
                .isInstanceOfSatisfying(
                        HostStepException.class,
                        e -> assertThat(e.reason())
                                .contains(directory.resolve("gone").toString()));
    }

    @Test
    void aConnectionThatBreaksInMidUploadIsReportedWithTheSocket() throws Exception {
        Path source = Files.write(directory.resolve("tool"), new byte[1_000_000]);
        Host host = connect("c1");
        lxd.faults().on("POST", FILES).dropAfter(300_000);

        assertThatThrownBy(() -> host.put(source, "/root/tool", 0755))
                .isInstanceOfSatisfying(
                        HostUnavailableException.class,
                        e -> assertThat(e.reason())
                                .contains(lxd.socket().toString())
                                .doesNotContain("\n"));
    }

    @Test
    void everyWaitForAnUploadObeysAnInterrupt() throws Exception {
        Path source = Files.write(directory.resolve("tool"), new byte[1_000_000]);
        Host host = connect("c1");
        lxd.faults().on("POST", FILES).hang();
        Thread uploader = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            while (lxd.requests().stream().noneMatch(request -> request.path().equals(FILES))) {
                Thread.onSpinWait();
            }
            uploader.interrupt();
        });
        interrupter.start();

        assertThatThrownBy(() -> host.put(source, "/root/tool", 0755)).isInstanceOf(CancelledException.class);

        assertThat(Thread.interrupted()).isTrue();
        interrupter.join();
    }
}
