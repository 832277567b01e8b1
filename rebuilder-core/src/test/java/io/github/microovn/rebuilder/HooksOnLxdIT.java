package io.github.microovn.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.lxd.testing.RealLxdSocket;
import io.github.microovn.rebuilder.config.Config;
import io.github.microovn.rebuilder.config.Hook;
import io.github.microovn.rebuilder.config.Hook.Scope;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HookEvent;
import io.github.microovn.rebuilder.host.Connectors;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.testing.FakeBuilder;
import io.github.microovn.rebuilder.testing.KilledDeployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hooks on an instance of a real LXD. */
@Timeout(180)
class HooksOnLxdIT extends OnSharedInstance {

    private static final String TOOL = "/root/squashfs-root/it/tool";
    private static final String SERVICE = "microovn.it";
    private static final String RUNNING =
            "sha256sum < /proc/$(systemctl show -p MainPID --value snap.microovn.it)/exe | cut -d' ' -f1";
    private static final String STOCK = "sha256sum < /bin/sleep | cut -d' ' -f1";
    private static final String LEFT =
            "ls -A /var/lib/microovn-rebuilder /root/squashfs-root/it | grep -E 'hook|rebuilder-' || true";

    private final List<Event> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void prepareInstance() {
        sh("""
                systemctl stop snap.microovn.it 2>/dev/null
                rm -rf /root/squashfs-root/it /var/lib/microovn-rebuilder /root/told
                mkdir -p /root/squashfs-root/it
                cp /bin/sleep /root/squashfs-root/it/tool
                printf '[Service]\\nExecStart=/root/squashfs-root/it/tool 10000\\n' \\
                    > /etc/systemd/system/snap.microovn.it.service
                systemctl daemon-reload
                systemctl reset-failed snap.microovn.it 2>/dev/null
                systemctl start snap.microovn.it
                """);
    }

    /** The process that is killed. */
    static final class Deployment {
        private Deployment() {}

        public static void main(String[] arguments) {
            Path directory = Path.of(arguments[1]);
            Hook hook = Hook.shell("echo begun; exec sleep 4701", Scope.EACH);
            try (Rebuilder rebuilder = open(arguments[0], directory, List.of(hook), List.of(), event -> {
                byte[] line = (event.type() + "\n").getBytes(StandardCharsets.UTF_8);
                System.out.write(line, 0, line.length);
                System.out.flush();
            })) {
                rebuilder.round();
            }
        }
    }

    private Rebuilder open(List<Hook> before, List<Hook> after) {
        return open(name, directory, before, after, events::add);
    }

    private static Rebuilder open(
            String host, Path directory, List<Hook> before, List<Hook> after, Consumer<Event> consumer) {
        Target tool = new Target("tool", "it/tool", List.of(SERVICE), OptionalInt.empty(), before, after);
        RebuilderOptions options = RebuilderOptions.builder(
                        new Config(List.of(tool), HostSpecs.parse(List.of("lxd:" + host))))
                .ovnSource(directory.toString())
                .logDirectory(directory.resolve("state"))
                .environment(Map.of("LXD_SOCKET", RealLxdSocket.path().toString()))
                .build();
        FakeBuilder builder = new FakeBuilder();
        builder.makes(() -> make(directory));
        return Rebuilder.open(options, Connectors.load(), builder, consumer);
    }

    /** A program that sleeps; the bytes after its end only make it another file. */
    private static void make(Path directory) {
        try {
            byte[] sleep = Files.readAllBytes(Path.of("/bin/sleep").toRealPath());
            Files.write(directory.resolve("tool"), Arrays.copyOf(sleep, sleep.length + 7));
            directory.resolve("tool").toFile().setExecutable(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> output() {
        return events.stream()
                .filter(HookEvent.Output.class::isInstance)
                .map(HookEvent.Output.class::cast)
                .map(event -> event.host() + ": " + event.line())
                .toList();
    }

    private static String reason(RoundResult round) {
        HostResult only = round.hosts().get(0);
        return Objects.requireNonNull(only.failure(), "it did not fail").reason();
    }

    @Test
    void hooksAreToldWhatTheyAreAboutAndSeeTheHostBeforeAndAfter() throws IOException {
        Path script = directory.resolve("told.sh");
        Files.writeString(script, """
                #!/bin/sh
                env | grep '^REBUILDER_' | sort > /root/told
                %s
                case $PATH in */snap/bin*) echo "and snaps" ;; esac
                """.formatted(RUNNING));
        try (Rebuilder rebuilder =
                open(List.of(Hook.script(script, Scope.EACH)), List.of(Hook.shell(RUNNING, Scope.ONE)))) {
            assertThat(rebuilder.round().status()).isEqualTo(Status.DEPLOYED);

            assertThat(sh("cat /root/told").lines())
                    .containsExactly(
                            "REBUILDER_CHANGED=tool",
                            "REBUILDER_HOST=" + name,
                            "REBUILDER_LOCAL_PATH=" + directory.resolve("tool"),
                            "REBUILDER_REMOTE_PATH=" + TOOL,
                            "REBUILDER_ROUND=1",
                            "REBUILDER_SERVICE=" + SERVICE,
                            "REBUILDER_TARGET=tool");
            assertThat(output())
                    .containsExactly(
                            name + ": " + sh(STOCK),
                            name + ": and snaps",
                            name + ": " + sh("sha256sum < " + TOOL + " | cut -d' ' -f1"));
            assertThat(sh(LEFT)).isEmpty();
        }
    }

    @Test
    void aFailureBeforeTheSwapLeavesTheOldProgramRunning() throws IOException {
        Path script = directory.resolve("refuse.sh");
        Files.writeString(script, "echo no backup >&2\nexit 3\n");
        try (Rebuilder rebuilder = open(List.of(Hook.script(script, Scope.EACH)), List.of())) {
            RoundResult round = rebuilder.round();

            assertThat(round.status()).isEqualTo(Status.HOST_FAILED);
            assertThat(reason(round))
                    .isEqualTo("pre_exec of tool ended with exit code 3: no backup; nothing was replaced");
            assertThat(sh(RUNNING)).isEqualTo(sh(STOCK));
            assertThat(sh("cmp /bin/sleep " + TOOL)).isEmpty();
            assertThat(sh(LEFT)).isEmpty();
        }
    }

    @Test
    void aDeadlineEndsAHookWithWhatItStarted() {
        Hook hook =
                Hook.shell("echo begun; sleep 4702 & sleep 4703", Scope.EACH).withTimeout(Duration.ofSeconds(1));
        try (Rebuilder rebuilder = open(List.of(hook), List.of())) {
            assertThat(reason(rebuilder.round()))
                    .isEqualTo("pre_exec of tool did not end within 1 s and was ended: begun; nothing was replaced");
            assertThat(running("sleep 470[23]")).isEmpty();
        }
    }

    @Test
    void theOutputOfAHookIsThereWhileItRunsAndTheUserCanEndIt() throws InterruptedException {
        Hook hook = Hook.shell("echo begun; trap '' TERM; sleep 4704", Scope.EACH);
        try (Rebuilder rebuilder = open(List.of(hook), List.of())) {
            Thread user = new Thread(() -> {
                while (output().isEmpty()) {
                    Thread.onSpinWait();
                }
                rebuilder.interrupt();
            });
            user.start();

            assertThat(rebuilder.round().status()).isEqualTo(Status.INTERRUPTED);
            user.join();

            assertThat(running("sleep 4704")).isEmpty();
            assertThat(sh(RUNNING)).isEqualTo(sh(STOCK));
            assertThat(sh(LEFT)).isEmpty();
        }
    }

    @Test
    void aHookOfAKilledToolIsEndedByTheNextOne() throws Exception {
        KilledDeployment.kill(Deployment.class, List.of(name, directory.toString()), "hook.output");
        assertThat(running("sleep 4701")).isNotEmpty();
        events.clear();

        try (Rebuilder rebuilder = open(List.of(), List.of())) {
            assertThat(running("sleep 4701")).isEmpty();
            assertThat(rebuilder.round().status()).isEqualTo(Status.DEPLOYED);
            assertThat(sh(LEFT)).isEmpty();
        }
    }

    private static String running(String command) {
        return sh("pgrep -fx '" + command + "' || true");
    }
}
