package io.github.microovn.rebuilder.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.rebuilder.config.Hook;
import io.github.microovn.rebuilder.config.Hook.Scope;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.event.HookEvent;
import io.github.microovn.rebuilder.hook.HookCall;
import io.github.microovn.rebuilder.hook.RemoteHooks;
import io.github.microovn.rebuilder.result.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every connector's hosts do alike. */
@Timeout(120)
public abstract class ConnectorContract {

    @TempDir
    private Path local;

    /** A host that the subclass keeps open and closes. */
    protected abstract Host host();

    /** The absolute path of a directory on the host that is there, empty, and the test's own. */
    protected abstract String remote();

    private CommandResult sh(String script, String... arguments) {
        return host().run(Command.script("test", script, List.of(arguments)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "two words",
                " blanks  around ",
                "it's",
                "''",
                "\"quoted\"",
                "a;echo injected",
                "$(echo injected)",
                "`echo injected`",
                "$HOME ${PATH}",
                "*",
                "~",
                "a\nb\n",
                "back\\slash\\",
                "tab\there",
                "!history",
                "#comment",
                "a&b|c>d<e",
                "{a,b}[c]?",
                "-n",
                "--",
                "%s%n",
                "Grüße 你好 🐧"
            })
    void anArgumentArrivesAsItIs(String argument) {
        assertThat(sh("printf '%s|' \"$@\"", argument, "last").stdout()).isEqualTo(argument + "|last|");
    }

    @Test
    void aCommandGetsItsEnvironment() {
        Command command = new Command(
                List.of("sh", "-c", "printf %s \"$WORD|$OTHER\""),
                Map.of("WORD", "$HOME 'a' \"b\"; c", "OTHER", "ü\nx=y"),
                Duration.ofSeconds(20));

        assertThat(host().run(command)).isEqualTo(new CommandResult(0, "$HOME 'a' \"b\"; c|ü\nx=y", ""));
    }

    @Test
    void aFailingCommandIsAResultWithBothOutputsApart() {
        assertThat(sh("echo out; echo err >&2; exit 3")).isEqualTo(new CommandResult(3, "out\n", "err\n"));
    }

    @Test
    void aProgramThatIsNotThereIsAResult() {
        CommandResult result = host().run(Command.of("no-such-program-anywhere"));

        assertThat(result.exitCode()).isEqualTo(127);
        assertThat(result.stdout()).isEmpty();
    }

    @Test
    void aCommandThatASignalEndsHasTheExitCodeThatAShellGivesIt() {
        assertThat(host().run(Command.of("sh", "-c", "kill -9 $$")).exitCode()).isEqualTo(137);
    }

    @Test
    void aCommandThatReadsGetsTheEndOfInput() {
        assertThat(host().run(Command.of("cat"))).isEqualTo(new CommandResult(0, "", ""));
    }

    @Test
    void muchOutputArrivesWhole() {
        CommandResult result = sh("i=0; while [ $i -lt 20000 ]; do echo line-of-output-$i; i=$((i+1)); done");

        assertThat(result.stdout().lines().count()).isEqualTo(20000);
        assertThat(result.stdout()).endsWith("line-of-output-19999\n");
    }

    @Test
    void aCommandThatTakesTooLongIsKilled() throws Exception {
        assertKilled("sleep 3; : > \"$1\"");
    }

    /** A script that would make a file after three seconds does not. */
    protected final void assertKilled(String script) throws InterruptedException {
        String survivor = remote() + "/survivor";
        Command command = Command.script("slow", script, List.of(survivor));

        assertThatThrownBy(() -> host().run(command.withTimeout(Duration.ofMillis(700))))
                .isInstanceOf(HostUnavailableException.class)
                .hasMessageContaining("700 ms");

        // Nothing tells of what does not happen.
        TimeUnit.MILLISECONDS.sleep(3500);
        assertThat(sh("[ -e \"$1\" ] && echo alive || echo dead", survivor).stdout())
                .isEqualTo("dead\n");
    }

    @Test
    void anInterruptEndsTheWaitForACommand() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> host().run(Command.of("sleep", "60"))).isInstanceOf(CancelledException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(host().run(Command.of("true")).succeeded()).isTrue();
    }

    @Test
    void severalThreadsUseAHostAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<CommandResult>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String word = "word" + i;
                results.add(threads.submit(() -> sh("sleep 0.1; echo \"$1\"", word)));
            }
            for (int i = 0; i < 8; i++) {
                assertThat(results.get(i).get().stdout()).isEqualTo("word" + i + "\n");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3_000_001})
    void aFileArrivesWithItsContentAndPermissions(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Path source = Files.write(local.resolve("tool"), content);
        String target = remote() + "/.to ol'$x.rebuilder-1";

        host().put(source, target, 0751);

        assertThat(new RemoteFiles(host()).digests(List.of(target)).get(0)).contains(sha256(content));
        assertThat(sh("stat -c %a -- \"$1\"", target).stdout()).isEqualTo("751\n");
    }

    @Test
    void aFileReplacesALongerOne() throws IOException {
        Path longer = Files.writeString(local.resolve("longer"), "a long text", UTF_8);
        Path shorter = Files.writeString(local.resolve("shorter"), "short", UTF_8);
        String target = remote() + "/file";

        host().put(longer, target, 0644);
        host().put(shorter, target, 0644);

        assertThat(sh("cat \"$1\"", target).stdout()).isEqualTo("short");
    }

    @Test
    void anUploadToNowhereIsTheStepsFailure() throws IOException {
        Path source = Files.write(local.resolve("tool"), new byte[5_000_000]);

        assertThatThrownBy(() -> host().put(source, remote() + "/no/such/directory", 0755))
                .isInstanceOfSatisfying(HostStepException.class, e -> {
                    assertThat(e.step()).isEqualTo(Step.UPLOAD);
                    assertThat(e.reason()).doesNotContain("\n").isNotBlank();
                });
        assertThat(host().run(Command.of("true")).succeeded()).isTrue();
    }

    @Test
    void aLocalFileThatHasGoneIsTheStepsFailureAndNamesIt() {
        Path gone = local.resolve("gone");

        assertThatThrownBy(() -> host().put(gone, remote() + "/tool", 0755))
                .isInstanceOfSatisfying(
                        HostStepException.class, e -> assertThat(e.reason()).contains(gone.toString()));
    }

    @Test
    void filesAreStagedComparedAndDiscarded() throws IOException {
        Path source = Files.writeString(local.resolve("tool"), "new", UTF_8);
        RemoteFiles files = new RemoteFiles(host());
        String target = remote() + "/tool";
        sh("echo old > \"$1\"", target);
        String staged = RemoteFiles.stagedPath(target, "id");

        files.stage(source, staged, 0700);
        assertThat(files.digests(List.of(staged, target + "-not")))
                .containsExactly(Optional.of(sha256("new".getBytes(UTF_8))), Optional.empty());
        files.discard(List.of(staged));

        assertThat(sh("cat \"$1\"; ls -A \"${1%/*}\"", target).stdout()).isEqualTo("old\ntool\n");
    }

    @Test
    void aHookRunsByItselfUntilItsEndOrItsDeadline() {
        List<String> lines = new CopyOnWriteArrayList<>();
        String mark = remote() + "/.hook.test";
        RemoteHooks hooks = new RemoteHooks(host(), mark, () -> {}, event -> {
            if (event instanceof HookEvent.Output output) {
                lines.add(output.line());
            }
        });
        Hook slow = Hook.shell("echo \"for $REBUILDER_HOST\"; sleep 1.5; echo late >&2; exit 3", Scope.EACH);
        String endlessly =
                "sleep " + (100_000_000 + ProcessHandle.current().pid()); // of this test alone on this machine
        Hook endless = Hook.shell("echo begun; " + endlessly + " & " + endlessly, Scope.EACH)
                .withTimeout(Duration.ofSeconds(1));

        assertThat(hooks.run(new HookCall("pre_exec", "t", slow, HookCall.environment(Map.of("HOST", "h 1")))))
                .contains("ended with exit code 3: late");
        assertThat(hooks.run(new HookCall("pre_exec", "t", endless, Map.of())))
                .contains("did not end within 1 s and was ended: begun");

        assertThat(lines).containsExactly("for h 1", "late", "begun");
        assertThat(sh("ls -A \"$1\"; ps -A -o args | grep -cx \"$2\"", remote(), endlessly)
                        .stdout())
                .isEqualTo("0\n");
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
