package io.github.microovn.lxd.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.github.microovn.lxd.ExecProcess;
import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdOperationException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.error.LxdTransferException;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.ExecResult;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that the client runs. */
interface ClientExecFacts extends ClientFacts {
    int MUCH = 50_000_000;

    private static ExecRequest script(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        return ExecRequest.of(command);
    }

    @Test
    default void aCommandGivesItsCodeAndItsOutputs() {
        ExecResult result = it().run("sh", "-c", "echo out; echo err >&2; exit 3");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
    }

    @ParameterizedTest
    @CsvSource({"no-such-command,127", "/no/such/file,127", "/etc/hostname,126", "/root,126"})
    default void aCommandThatCannotRunIsAResult(String command, int code) {
        ExecRequest request = ExecRequest.of(command);

        assertThat(it().run(request).exitCode()).isEqualTo(code);
        assertThat(it().runDetached(request)).isEqualTo(code);
        assertThat(it().runRecorded(request).exitCode()).isEqualTo(code);
    }

    @Test
    default void environmentUserAndDirectoryAreTheAskedOnes() {
        ExecRequest request = script("echo \"$A $B\"; id -u; id -g; test -f hostname && echo there")
                .withEnvironment("A", "x y=z")
                .withEnvironment("B", "Grüße")
                .withUser(1234)
                .withGroup(4321)
                .withDirectory("/etc");

        assertThat(it().run(request).stdout()).isEqualTo("x y=z Grüße\n1234\n4321\nthere\n");
        assertThat(it().runRecorded(request).stdout()).isEqualTo("x y=z Grüße\n1234\n4321\nthere\n");
    }

    @Test
    default void outputsOfFiftyMegabytesArriveSideBySide() {
        ExecRequest request = script(
                "head -c \"$2\" /dev/urandom > \"$1\"; cat \"$1\" & cat \"$1\" >&2; wait; rm \"$1\"",
                newPath(),
                "" + MUCH);

        ExecResult result = it().run(request.withTimeout(Duration.ofMinutes(2)));

        assertThat(result.exitCode()).isZero();
        byte[] stdout = result.stdoutBytes();
        assertThat(stdout).hasSize(MUCH);
        assertThat(result.stderrBytes()).isEqualTo(stdout);
    }

    @Test
    default void inputOfFiftyMegabytesComesBack() {
        byte[] input = new byte[MUCH];
        new Random(1).nextBytes(input);

        ExecResult result = it().run(ExecRequest.of("cat")
                .withStdin(new ByteArrayInputStream(input))
                .withTimeout(Duration.ofMinutes(2)));

        assertThat(result.exitCode()).isZero();
        assertThat(result.stdoutBytes()).isEqualTo(input);
    }

    @Test
    default void textIsInputToo() {
        assertThat(it().run(ExecRequest.of("cat").withStdin("Grüße\n")).stdout())
                .isEqualTo("Grüße\n");
        assertThat(it().run("cat").stdout()).isEmpty();
    }

    @Test
    default void inputThatIsNotReadDoesNotMatter() {
        ExecRequest request = script("head -c 3; exit 4").withStdin("x".repeat(5_000_000));

        ExecResult result = it().run(request.withTimeout(Duration.ofMinutes(1)));

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.stdout()).isEqualTo("xxx");
    }

    @Test
    default void inputThatCannotBeReadIsNotTakenForItsEnd() {
        String path = newPath();
        InputStream burning = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("the disk is on fire");
            }
        };
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[100_000]), burning);

        assertThatThrownBy(() -> it().run(script("cat > /dev/null; echo done > \"$1\"", path)
                        .withStdin(broken)))
                .isInstanceOf(LxdTransferException.class)
                .hasMessageContaining("the disk is on fire");
        assertThat(it().run("test", "-e", path).exitCode()).isEqualTo(1);
    }

    @Test
    default void aDeadlineKillsTheCommandAndSaysSo() {
        String path = newPath();
        ExecRequest request =
                script("trap '' TERM; echo $$ > \"$1\"; exec sleep 30", path).withTimeout(Duration.ofMillis(1500));

        LxdTimeoutException late = catchThrowableOfType(LxdTimeoutException.class, () -> it().run(request));

        assertThat(late)
                .hasMessageContaining("run 'sh' on instance " + instance())
                .hasMessageContaining("not done within 1500 ms; the command was killed");
        assertThat(late.deadline()).isEqualTo(Duration.ofMillis(1500));
        awaitDeath(awaitContent(path));
    }

    @Test
    default void aDeadlineHoldsWhereNobodyReadsTheOutput() {
        try (ExecProcess process = it().exec(ExecRequest.of("head", "-c", "200000000", "/dev/zero"))) {
            assertThatThrownBy(() -> process.waitFor(Duration.ofSeconds(1)))
                    .isInstanceOf(LxdTimeoutException.class)
                    .hasMessageContaining("killed");
        }
    }

    @Test
    default void aDeadlineWithoutStreamsEndsTheWaitOnly() {
        String path = newPath();
        ExecRequest request = script("sleep 1.5; echo done > \"$1\"", path).withTimeout(Duration.ofMillis(300));

        assertThatThrownBy(() -> it().runDetached(request))
                .isInstanceOf(LxdTimeoutException.class)
                .hasMessageContaining("the operation goes on in the daemon");
        assertThat(awaitContent(path)).isEqualTo("done");
    }

    @Test
    default void aSignalReachesTheCommand() throws IOException {
        try (ExecProcess process = it().exec(script("trap 'echo trapped; exit 5' TERM; echo ready; sleep 1 & wait"));
                BufferedReader stdout = new BufferedReader(new InputStreamReader(process.stdout(), UTF_8))) {
            assertThat(stdout.readLine()).isEqualTo("ready");
            process.signal(15);

            assertThat(stdout.readLine()).isEqualTo("trapped");
            assertThat(process.waitFor(Duration.ofSeconds(20))).isEqualTo(5);
            process.signal(15); // nobody is there any more
        }
    }

    @ParameterizedTest
    @CsvSource({"2,130", "9,137", "15,143"})
    default void aCommandThatASignalEndsReturnsWhatAShellWould(int signal, int code) throws IOException {
        try (ExecProcess process = it().exec(script("echo ready; exec sleep 30"))) {
            // Before that the signal may meet what starts the command.
            assertThat(new String(process.stdout().readNBytes(6), UTF_8)).isEqualTo("ready\n");
            process.signal(signal);

            assertThat(process.waitFor(Duration.ofSeconds(20))).isEqualTo(code);
            assertThat(process.waitFor(Duration.ofSeconds(1))).isEqualTo(code);
        }
    }

    @Test
    default void aConversationGoesLineByLine() throws IOException {
        try (ExecProcess process = it().exec(script("while read -r line; do echo \"got $line\"; done; exit 6"));
                BufferedReader stdout = new BufferedReader(new InputStreamReader(process.stdout(), UTF_8))) {
            try (OutputStream stdin = process.stdin()) {
                for (String line : List.of("one", "two", "three")) {
                    stdin.write((line + "\n").getBytes(UTF_8));
                    assertThat(stdout.readLine()).isEqualTo("got " + line);
                }
            }

            assertThat(stdout.readLine()).isNull();
            assertThat(process.waitFor(Duration.ofSeconds(20))).isEqualTo(6);
        }
    }

    @Test
    default void outputThatNobodyReadsWaitsForItsReader() throws IOException {
        try (ExecProcess process = it().exec(script("head -c 5000000 /dev/zero; echo end >&2"))) {
            assertThat(process.stderr().available()).isZero();

            assertThat(process.stdout().readAllBytes()).hasSize(5_000_000);
            assertThat(new String(process.stderr().readAllBytes(), UTF_8)).isEqualTo("end\n");
            assertThat(process.waitFor(Duration.ofSeconds(20))).isZero();
        }
    }

    @Test
    default void closingKills() {
        String path = newPath();
        try (ExecProcess process = it().exec(script("echo $$ > \"$1\"; exec sleep 30", path))) {
            awaitContent(path);
            process.signal(0); // no signal at all
        }
        awaitDeath(awaitContent(path));
    }

    @Test
    default void aChildLeftBehindIsAwaitedForAWhileOnly() {
        LxdTimeoutException left = catchThrowableOfType(
                LxdTimeoutException.class,
                () -> it().run(script("sleep 8 & echo started").withOutputGrace(Duration.ofMillis(500))));

        assertThat(left)
                .hasMessageContaining("the command has ended, but a process it left behind holds its output")
                .hasMessageContaining("redirect the output");
    }

    @Test
    default void aChildLeftBehindThatEndsInTimeDoesNotMatter() {
        ExecResult result = it().run(script("{ sleep 1; echo late; } & echo started"));

        assertThat(result.exitCode()).isZero();
        assertThat(result.stdout()).isEqualTo("started\nlate\n");
    }

    @Test
    default void aChildLeftBehindThatGoesOnPrintingIsHeard() {
        ExecRequest request = script("{ for i in 1 2 3 4 5 6; do sleep 0.3; echo $i; done; } & echo started")
                .withOutputGrace(Duration.ofSeconds(1));

        assertThat(it().run(request).stdout()).isEqualTo("started\n1\n2\n3\n4\n5\n6\n");
    }

    @Test
    default void aChildLeftBehindHoldsNothingWithoutStreams() {
        Duration time = ClientFacts.timed(() -> {
            assertThat(it().runDetached(script("sleep 20 & exit 7"))).isEqualTo(7);
            ExecResult recorded = it().runRecorded(script("sleep 20 & echo out; echo err >&2; exit 8"));
            assertThat(recorded.exitCode()).isEqualTo(8);
            assertThat(recorded.stdout()).isEqualTo("out\n");
            assertThat(recorded.stderr()).isEqualTo("err\n");
        });

        assertThat(time).isLessThan(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 126})
    default void recordedOutputIsDeleted(int code) throws IOException {
        List<String> before = recordings();

        it().runRecorded(script("echo out; exit " + code));

        assertThat(recordings()).isSubsetOf(before);
    }

    /** Those of commands that were given up in other tests stay. */
    private List<String> recordings() throws IOException {
        JsonArray logs = Probe.metadata(lxd().get("/1.0/instances/" + instance() + "/logs"))
                .getAsJsonArray();
        return logs.asList().stream()
                .map(JsonElement::getAsString)
                .filter(log -> log.contains("exec_"))
                .toList();
    }

    @Test
    default void onlyStreamsCarryInput() {
        ExecRequest request = ExecRequest.of("cat").withStdin("x");

        assertThatThrownBy(() -> it().runDetached(request)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> it().runRecorded(request)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void anInterruptEndsTheWaitAndTheCommand() throws InterruptedException {
        assertAnInterruptKills(it()::run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"detached", "recorded"})
    default void anInterruptEndsAWaitWithoutStreams(String mode) throws InterruptedException {
        String path = newPath();
        AtomicReference<Throwable> caught = new AtomicReference<>();
        ExecRequest request = script("echo $$ > \"$1\"; exec sleep 2", path);
        Thread thread = new Thread(() -> {
            try {
                if (mode.equals("detached")) {
                    it().runDetached(request);
                } else {
                    it().runRecorded(request);
                }
            } catch (RuntimeException e) {
                caught.set(e);
            }
        });
        thread.start();
        awaitContent(path);

        thread.interrupt();
        thread.join(5000);

        assertThat(caught.get()).isInstanceOf(LxdCancelledException.class);
    }

    @Test
    default void closingTheClientEndsWhatItRuns() {
        String path = newPath();
        CompletableFuture<Throwable> caught;
        String pid;
        try (LxdClient other =
                LxdClient.builder().socket(Path.of(client().place())).connect()) {
            caught = CompletableFuture.supplyAsync(() -> {
                try {
                    other.instance(instance()).run(script("echo $$ > \"$1\"; exec sleep 30", path));
                    return new AssertionError("it ran to its end");
                } catch (RuntimeException e) {
                    return e;
                }
            });
            pid = awaitContent(path);
        }
        assertThat(caught.orTimeout(10, TimeUnit.SECONDS).join())
                .isInstanceOf(LxdCancelledException.class)
                .hasMessageContaining("the client was closed");
        awaitDeath(pid);
    }

    @Test
    default void anInstanceThatIsNotThereIsSaid() {
        LxdApiException missing = catchThrowableOfType(
                LxdApiException.class,
                () -> client().instance("rebuilder-it-none").run("true", "secret"));

        assertThat(missing.isNotFound()).isTrue();
        assertThat(missing)
                .hasMessageContaining("run 'true' on instance rebuilder-it-none")
                .hasMessageNotContaining("secret");
    }

    @Test
    default void anArgumentThatIsTooLongFailsAndIsNotShown() {
        String argument = "secret".repeat(30_000);

        assertThatThrownBy(() -> it().run("true", argument))
                .isInstanceOf(LxdOperationException.class)
                .hasMessageContaining("argument list too long")
                .hasMessageNotContaining("secret");
    }

    @Test
    default void aHundredCommandsRunSideBySide() throws InterruptedException, ExecutionException {
        ExecutorService callers = Executors.newFixedThreadPool(100);
        try {
            List<Future<ExecResult>> results = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                ExecRequest request = script("cat; echo \"err $1\" >&2; exit \"$1\"", "" + i)
                        .withStdin("input " + i)
                        .withTimeout(Duration.ofMinutes(1));
                results.add(callers.submit(() -> it().run(request)));
            }
            for (int i = 0; i < 100; i++) {
                ExecResult result = results.get(i).get();
                assertThat(result.exitCode()).isEqualTo(i);
                assertThat(result.stdout()).isEqualTo("input " + i);
                assertThat(result.stderr()).isEqualTo("err " + i + "\n");
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    default void nothingIsLeftAfterClose() throws IOException {
        try (LxdClient other =
                LxdClient.builder().socket(Path.of(client().place())).connect()) {
            for (int i = 0; i < 5; i++) {
                assertThat(other.instance(instance()).run("true").exitCode()).isZero();
            }
            try (ExecProcess process = other.instance(instance()).exec(ExecRequest.of("sleep", "30"))) {
                process.stdin().write('x');
            }
        }

        awaitNoOperation();
    }
}
