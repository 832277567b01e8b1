package io.github.microovn.lxd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.lxd.embedded.EmbeddedLxds;
import io.github.microovn.lxd.embedded.ManualClock;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdOperationException;
import io.github.microovn.lxd.error.LxdProtocolException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.ExecResult;
import io.github.microovn.lxd.model.OperationInfo;
import io.github.microovn.lxd.model.TerminalSize;
import io.github.microovn.lxd.testing.Await;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a server that does not do what it should. */
class ExecFaultsTest {
    private static final String SOCKETS = "/1.0/operations/*/websocket";
    private static final String WAIT = "/1.0/operations/*/wait";
    private static final String OPERATION = "/1.0/operations/*";

    private EmbeddedLxd lxd;
    private LxdClient client;
    private Instance instance;

    @BeforeEach
    void start(@TempDir Path directory) {
        lxd = EmbeddedLxds.start(directory, new ManualClock(), Duration.ofSeconds(2));
        lxd.addInstance("c1");
        client = LxdClient.builder().socket(lxd.socket()).connect();
        instance = client.instance("c1");
    }

    @AfterEach
    void stop() {
        client.close();
        lxd.close();
    }

    @Test
    void outputThatIsCutOffIsNotTakenForAll() {
        // The ping that begins each stream has 11 bytes.
        lxd.faults().on("GET", SOCKETS).always().truncateAnswer(1000);

        assertThatThrownBy(() -> instance.run("sh", "-c", "trap '' HUP; head -c 5000 /dev/zero; sleep 0.2"))
                .isInstanceOf(LxdException.class)
                .hasMessageContaining("run 'sh' on instance c1");
    }

    @Test
    void aRefusedSocketIsTheDaemonsRefusal() {
        lxd.faults().on("GET", SOCKETS).always().error(403, "not authorized");

        assertThatThrownBy(() -> instance.run("true"))
                .isInstanceOf(LxdApiException.class)
                .hasMessageContaining("not authorized");
    }

    @Test
    void anAnswerWithoutAnUpgradeIsNotUnderstood() {
        lxd.faults().on("GET", SOCKETS).always().answer(200, "text/html", "<h1>It works!</h1>");

        assertThatThrownBy(() -> instance.run("true"))
                .isInstanceOf(LxdProtocolException.class)
                .hasMessageContaining("instead of changing the protocol");
    }

    @Test
    void noHttpAtAllIsNotUnderstood() {
        lxd.faults().on("GET", SOCKETS).always().garbage();

        assertThatThrownBy(() -> instance.run("true")).isInstanceOf(LxdProtocolException.class);
    }

    @Test
    void socketsThatComeTooLateAreTheOperationsFailure() {
        lxd.faults().on("GET", SOCKETS).always().delay(Duration.ofSeconds(3));

        assertThatThrownBy(() -> instance.run("true"))
                .isInstanceOf(LxdOperationException.class)
                .hasMessageContaining("Timed out waiting for websockets to connect");
    }

    @Test
    void aDeadlineHoldsWhileASocketIsAwaited() {
        lxd.faults().on("GET", SOCKETS).always().hang();

        LxdTimeoutException late = catchThrowableOfType(
                LxdTimeoutException.class,
                () -> instance.run(ExecRequest.of("true").withTimeout(Duration.ofMillis(500))));

        assertThat(late).hasMessageContaining("the command was not started");
    }

    @Test
    void aTerminalThatIsCutOffIsNotTakenForEnded() {
        lxd.faults().on("GET", SOCKETS).always().truncateAnswer(1000);
        ExecRequest request = ExecRequest.of("sh", "-c", "head -c 5000 /dev/zero; exec sleep 30");

        try (InteractiveProcess process = instance.execInteractive(request, TerminalSize.STANDARD)) {
            assertThatThrownBy(() -> process.waitFor(Duration.ofSeconds(20)))
                    .isInstanceOf(LxdConnectionException.class)
                    .hasMessageContaining("run 'sh' on instance c1");
            assertThatThrownBy(() -> process.output().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aDeadlineHoldsWhileATerminalIsAwaited() {
        lxd.faults().on("GET", SOCKETS).always().hang();

        try (InteractiveProcess process =
                instance.execInteractive(ExecRequest.of("sleep", "30"), TerminalSize.STANDARD)) {
            process.resize(TerminalSize.STANDARD); // does not wait either
            assertThatThrownBy(() -> process.waitFor(Duration.ofMillis(500)))
                    .isInstanceOf(LxdTimeoutException.class)
                    .hasMessageContaining("not started and will be killed if it does");
        }
    }

    @Test
    void aCommandThatIsGivenUpBeforeItHasATerminalIsKilledWhenItHas() {
        lxd.faults().on("GET", SOCKETS).always().delay(Duration.ofSeconds(1));

        instance.execInteractive(ExecRequest.of("sleep", "30"), TerminalSize.STANDARD)
                .close();

        Await.until(
                "the operation ends", () -> client.operations().list().stream().allMatch(OperationInfo::isFinal));
    }

    @Test
    void aConsoleThatCannotBeAttachedSaysWhy() {
        lxd.faults().on("GET", SOCKETS).always().error(403, "not authorized");

        assertThatThrownBy(() -> instance.console(TerminalSize.STANDARD))
                .isInstanceOf(LxdApiException.class)
                .hasMessageContaining("open the console of instance c1")
                .hasMessageContaining("not authorized");
    }

    @Test
    void aConsoleIsNotTouchedBeforeItsControlSocketIsThere() {
        lxd.faults().on("GET", SOCKETS).times(1).error(500, "out of order");

        assertThatThrownBy(() -> instance.console(TerminalSize.STANDARD)).isInstanceOf(LxdApiException.class);

        assertThat(lxd.requests())
                .filteredOn(request -> request.path().endsWith("/websocket"))
                .hasSize(1);
    }

    @Test
    void anInterruptedThreadStartsNothing() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> instance.run("true")).isInstanceOf(LxdCancelledException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aFailedWaitInsideAGoodAnswerStillHasItsCode() {
        lxd.faults().on("GET", WAIT).errorInside200(400, "Command not found");

        assertThat(instance.runDetached(ExecRequest.of("no-such-command"))).isEqualTo(127);
    }

    @Test
    void aFailedWaitForAnOperationThatIsGoneHasTheDaemonsReason() {
        lxd.faults().on("GET", WAIT).errorInside200(400, "the moon is full");
        lxd.faults().on("GET", OPERATION).error(404, "Operation not found");

        LxdOperationException failed =
                catchThrowableOfType(LxdOperationException.class, () -> instance.runDetached(ExecRequest.of("true")));

        assertThat(failed).hasMessageContaining("the moon is full");
    }

    @Test
    void aLostWaitGoesOn() {
        lxd.faults().on("GET", WAIT).times(2).dropAfter(0);

        assertThat(instance.runDetached(ExecRequest.of("sh", "-c", "sleep 0.3; exit 9")))
                .isEqualTo(9);
    }

    @Test
    void aLostWaitForAnOperationThatIsGoneIsSaidToBeUnknown() {
        lxd.faults().on("GET", WAIT).always().dropAfter(0);
        lxd.faults().on("GET", OPERATION).error(404, "Operation not found");

        assertThatThrownBy(() -> instance.runDetached(ExecRequest.of("true")))
                .isInstanceOf(LxdOperationException.class)
                .hasMessageContaining("the daemon no longer knows how the operation ended");
    }

    @Test
    void aRefusedWaitIsNotRepeated() {
        lxd.faults().on("GET", WAIT).error(403, "not authorized");

        assertThatThrownBy(() -> instance.runDetached(ExecRequest.of("true")))
                .isInstanceOf(LxdApiException.class)
                .hasMessageContaining("not authorized");
    }

    @Test
    void recordedOutputIsDeletedAlsoAfterAFailure() {
        lxd.faults().on("GET", WAIT).error(500, "database is locked");

        assertThatThrownBy(() -> instance.runRecorded(ExecRequest.of("echo", "x")))
                .isInstanceOf(LxdApiException.class);

        assertThat(lxd.requests())
                .filteredOn(request -> request.method().equals("DELETE"))
                .extracting(request -> request.path().replaceAll("exec_[0-9a-f-]+", "exec_ID"))
                .contains(
                        "/1.0/instances/c1/logs/exec_ID.stdout",
                        "/1.0/instances/c1/logs/exec_ID.stderr",
                        "/1.0/instances/c1/logs/exec-output/exec_ID.stdout",
                        "/1.0/instances/c1/logs/exec-output/exec_ID.stderr");
    }

    @Test
    void aFileOfOutputThatCannotBeDeletedDoesNotMatter() {
        lxd.faults().on("DELETE", "/1.0/instances/c1/logs/*").always().error(500, "no");

        ExecResult result = instance.runRecorded(ExecRequest.of("echo", "x"));

        assertThat(result.stdout()).isEqualTo("x\n");
    }

    @Test
    void neitherThreadNorDescriptorIsLeftAfterClose() throws IOException {
        instance.run("true"); // what the process keeps for itself is there now
        long before = sockets();
        try (LxdClient other = LxdClient.builder().socket(lxd.socket()).connect()) {
            for (int i = 0; i < 10; i++) {
                other.instance("c1").run(ExecRequest.of("cat").withStdin("x"));
                try (ExecProcess process = other.instance("c1").exec(ExecRequest.of("sleep", "30"))) {
                    process.stdin().write('x');
                }
                assertThatThrownBy(() -> other.instance("c1")
                                .run(ExecRequest.of("sleep", "30").withTimeout(Duration.ofMillis(100))))
                        .isInstanceOf(LxdTimeoutException.class);
            }
        }
        client.close();

        Await.until("no socket is left", () -> sockets() < before);
        Await.until(
                "no thread is left",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .noneMatch(name -> name.startsWith("lxd-client-") || name.startsWith("lxd-stdin-")));
    }

    private static long sockets() {
        File[] descriptors = Objects.requireNonNullElse(new File("/proc/self/fd").listFiles(), new File[0]);
        return List.of(descriptors).stream()
                .map(ExecFaultsTest::target)
                .filter(target -> target.startsWith("socket:"))
                .count();
    }

    private static String target(File descriptor) {
        try {
            return Files.readSymbolicLink(descriptor.toPath()).toString();
        } catch (IOException e) {
            return ""; // closed by now
        }
    }
}
