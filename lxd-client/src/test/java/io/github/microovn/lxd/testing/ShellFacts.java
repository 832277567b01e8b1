package io.github.microovn.lxd.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.microovn.lxd.InstanceShell;
import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdOperationException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.ExecResult;
import io.github.microovn.lxd.model.StateChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that a shell runs which stays open. */
interface ShellFacts extends ClientFacts {
    /** Prints the process id of the shell that has started the command. */
    String PARENT = "read -r pid name state parent rest < \"/proc/$$/stat\"; echo \"$parent\"";

    private static ExecRequest script(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        return ExecRequest.of(command);
    }

    private static String parent(InstanceShell shell) {
        return shell.run(script(PARENT)).stdout().strip();
    }

    @Test
    default void oneShellRunsOneCommandAfterAnother() {
        try (InstanceShell shell = it().shell()) {
            String first = parent(shell);
            ExecResult result = shell.run(script("echo out; echo err >&2; exit 3"));

            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.stdout()).isEqualTo("out\n");
            assertThat(result.stderr()).isEqualTo("err\n");
            assertThat(shell.run(ExecRequest.of("true")).stdoutBytes()).isEmpty();
            assertThat(parent(shell)).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @CsvSource({"no-such-command,127", "/no/such/file,127", "/etc/hostname,126", "/root,126"})
    default void aCommandThatAShellCannotRunIsAResult(String command, int code) {
        try (InstanceShell shell = it().shell()) {
            String first = parent(shell);
            assertThat(shell.run(ExecRequest.of(command)).exitCode()).isEqualTo(code);
            assertThat(parent(shell)).isEqualTo(first);
        }
    }

    @Test
    default void aCommandThatIsKilledIsAResultWithoutAWordOfTheShell() {
        try (InstanceShell shell = it().shell()) {
            ExecResult result = shell.run(script("echo out; kill -9 $$"));

            assertThat(result.exitCode()).isEqualTo(137);
            assertThat(result.stdout()).isEqualTo("out\n");
            assertThat(result.stderr()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "it's",
                "'",
                "''",
                "\\",
                "$HOME `id` $(id)",
                "a\nb\n",
                "*",
                "-c",
                "--",
                "Grüße 🐧",
                "\u0081\u0088"
            })
    default void argumentsAndVariablesReachACommandOfAShellAsTheyAre(String word) {
        try (InstanceShell shell = it().shell()) {
            ExecRequest request =
                    script("printf '%s|%s' \"$1\" \"$WORD\"", word).withEnvironment("WORD", word);

            assertThat(shell.run(request).stdout()).isEqualTo(word + "|" + word);
            assertThat(shell.run(script("printf %s \"${WORD-none}\"")).stdout()).isEqualTo("none");
        }
    }

    @Test
    default void muchBinaryOutputOfAShellsCommandArrivesOnBothStreams() {
        String path = newPath();
        try (InstanceShell shell = it().shell()) {
            String script = "head -c 20000000 /dev/urandom > \"$1\"; cat \"$1\" & cat \"$1\" >&2; wait";
            ExecResult result = shell.run(script(script, path).withTimeout(Duration.ofMinutes(1)));

            assertThat(result.stdoutBytes()).isEqualTo(it().files().readAll(path));
            assertThat(result.stderrBytes()).isEqualTo(result.stdoutBytes());
            assertThat(shell.run(script("rm \"$1\"; seq 30000", path)).stdout().lines())
                    .hasSize(30_000);
            assertThat(shell.run(script("printf 'no end of line'")).stdout()).isEqualTo("no end of line");
        }
    }

    @Test
    default void aShellsCommandReadsNothing() {
        try (InstanceShell shell = it().shell()) {
            assertThat(shell.run(ExecRequest.of("cat")).stdout()).isEmpty();
            assertThat(shell.run(ExecRequest.of("cat").withStdin("text")).stdout())
                    .as("without the shell")
                    .isEqualTo("text");
        }
    }

    @Test
    default void whatIsLeftBehindDoesNotHoldAShellUp() {
        try (InstanceShell shell = it().shell()) {
            assertThat(shell.run(script("sleep 5 & echo started")).stdout()).isEqualTo("started\n");
            assertThat(shell.run(script("echo next")).stdout()).isEqualTo("next\n");
        }
    }

    @Test
    default void aDeadlineKillsTheCommandOfAShellAndTheNextGetsAnother() {
        String path = newPath();
        try (InstanceShell shell = it().shell()) {
            String first = parent(shell);
            ExecRequest request =
                    script("echo $$ > \"$1\"; exec sleep 30", path).withTimeout(Duration.ofMillis(1500));

            LxdTimeoutException late = catchThrowableOfType(LxdTimeoutException.class, () -> shell.run(request));

            assertThat(late)
                    .hasMessageContaining("run 'sh' on instance " + instance())
                    .hasMessageContaining("not done within 1500 ms; the command was killed");
            awaitDeath(awaitContent(path));
            awaitDeath(first);
            assertThat(parent(shell)).isNotEqualTo(first);
        }
    }

    @Test
    default void anInterruptKillsTheCommandOfAShell() throws InterruptedException {
        try (InstanceShell shell = it().shell()) {
            assertAnInterruptKills(shell::run);
            assertThat(shell.run(ExecRequest.of("true")).isSuccess()).isTrue();
        }
    }

    @Test
    default void anInterruptedThreadStartsNothingInAShell() {
        String path = newPath();
        try (InstanceShell shell = it().shell()) {
            String first = parent(shell);
            Thread.currentThread().interrupt();
            try {
                assertThatThrownBy(() -> shell.run(ExecRequest.of("touch", path)))
                        .isInstanceOf(LxdCancelledException.class);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            assertThat(parent(shell)).isEqualTo(first);
            assertThat(shell.run(ExecRequest.of("test", "-e", path)).exitCode()).isEqualTo(1);
        }
    }

    @Test
    default void commandsAtTheSameTimeHaveAShellEach() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (InstanceShell shell = it().shell()) {
            List<Future<ExecResult>> running = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String word = "word" + i;
                running.add(threads.submit(() -> shell.run(script("sleep 0.2; echo \"$1\"", word))));
            }
            for (int i = 0; i < 12; i++) {
                assertThat(running.get(i).get().stdout()).isEqualTo("word" + i + "\n");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    default void closingEndsEveryShell() {
        InstanceShell shell = it().shell();
        String shellId = parent(shell);
        assertThat(runs(shellId)).isTrue();
        shell.close();
        assertThat(shell.run(script("echo without")).stdout()).isEqualTo("without\n");
        awaitDeath(shellId);
        awaitNoOperation();
    }

    @Test
    default void aShellAndItsCommandEndWithTheConnection() throws InterruptedException {
        String path = newPath();
        String shellId;
        Thread thread;
        try (LxdClient other = LxdClient.builder().socket(lxd().socket()).connect()) {
            InstanceShell shell = other.instance(instance()).shell();
            shellId = parent(shell);
            thread = new Thread(
                    () -> assertThatThrownBy(() -> shell.run(script("echo $$ > \"$1\"; exec sleep 30", path)))
                            .isInstanceOf(LxdException.class));
            thread.start();
            awaitContent(path);
        }
        awaitDeath(awaitContent(path));
        awaitDeath(shellId);
        awaitNoOperation();
        thread.join(5000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    default void anInstanceThatWasRestartedGetsAnotherShell() {
        try (InstanceShell shell = it().shell()) {
            assertThat(shell.run(script("echo before")).stdout()).isEqualTo("before\n");
            it().changeState(StateChange.forceStop());
            assertThatThrownBy(() -> shell.run(ExecRequest.of("true"))).isInstanceOf(LxdException.class);
            it().start();
            Await.until( // what boots clears /tmp
                    "it has booted",
                    () -> it().run("systemctl", "is-system-running").stdout().matches("(running|degraded)\n"));

            assertThat(shell.run(script("echo after")).stdout()).isEqualTo("after\n");
        }
    }

    @Test
    default void aFrozenInstanceDoesNotHoldACommandUntilItsDeadline() {
        try (InstanceShell shell = it().shell()) {
            shell.run(ExecRequest.of("true"));
            it().changeState(StateChange.freeze());
            try {
                assertThatThrownBy(() -> shell.run(ExecRequest.of("true").withTimeout(Duration.ofSeconds(60))))
                        .isInstanceOf(LxdOperationException.class)
                        .hasMessageContaining("the instance is frozen");
            } finally {
                it().changeState(StateChange.unfreeze());
            }
            assertThat(shell.run(script("echo after")).stdout()).isEqualTo("after\n");
        }
    }

    @Test
    default void withoutWhatEndsACommandWithItsShellThereIsNone() {
        String path = newPath();
        String place = "/usr/local/sbin/setpriv"; // looked at before the instance's own
        it().run(script("mkdir -p \"${1%/*}\"; printf '#!/bin/sh\\nexit 1\\n' > \"$1\"; chmod 755 \"$1\"", place));
        try (InstanceShell shell = it().shell()) {
            assertThat(shell.run(script("echo once >> \"$1\"; echo out", path)).stdout())
                    .isEqualTo("out\n");
            assertThat(shell.run(script("cat \"$1\"", path)).stdout()).isEqualTo("once\n");
        } finally {
            it().run("rm", place);
        }
    }
}
