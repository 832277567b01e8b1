package io.github.microovn.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.testing.RealLxdSocket;
import io.github.microovn.rebuilder.config.Config;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.error.StartException;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.host.Connectors;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.testing.FakeBuilder;
import io.github.microovn.rebuilder.testing.KilledDeployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What outlives a kill of the tool, and what can be taken back, on an instance of a real LXD. */
class TrustOnLxdIT extends OnSharedInstance {

    private static final String TREE = "/root/squashfs-root";
    private static final String TOOL = TREE + "/it/tool";
    private static final String SERVICE = "microovn.it";
    private static final String START = "systemctl show -p ExecMainStartTimestampMonotonic --value snap.microovn.it";

    private final List<Event> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void prepareInstance() throws IOException {
        sh("""
                systemctl stop snap.microovn.it 2>/dev/null
                rm -rf /root/squashfs-root/it /var/lib/microovn-rebuilder
                mkdir -p /root/squashfs-root/it
                cp /bin/sleep /root/squashfs-root/it/tool
                chown 12:34 /root/squashfs-root/it/tool
                chmod 751 /root/squashfs-root/it/tool
                printf '[Service]\\nExecStart=/root/squashfs-root/it/tool 10000\\n[Install]\\nWantedBy=multi-user.target\\n' \\
                    > /etc/systemd/system/snap.microovn.it.service
                systemctl daemon-reload
                systemctl enable -q snap.microovn.it
                systemctl reset-failed snap.microovn.it 2>/dev/null
                systemctl start snap.microovn.it
                """);
        make(directory, 0);
    }

    /** The process that is killed: a round that says what happens. */
    static final class Deployment {
        private Deployment() {}

        public static void main(String[] arguments) {
            Path directory = Path.of(arguments[1]);
            FakeBuilder builder = new FakeBuilder();
            builder.makes(() -> make(directory, Integer.parseInt(arguments[2])));
            try (Rebuilder rebuilder = open(arguments[0], directory, builder, event -> say(event.type()))) {
                rebuilder.round();
            }
        }

        private static void say(String word) {
            byte[] line = (word + "\n").getBytes(StandardCharsets.UTF_8);
            System.out.write(line, 0, line.length);
            System.out.flush();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "build.started",
                "host.uploading",
                "host.staged",
                "check.made",
                "host.swapped",
                "host.restarted",
                "host.ready",
                "host.finished"
            })
    void aKillAtAnyStepIsHealedByTheNextRound(String step) throws Exception {
        KilledDeployment.kill(Deployment.class, List.of(name, directory.toString(), "7"), step);
        assertThat(sh("stat -c %s " + TOOL)).isIn(size(0), size(7));
        make(directory, 7);

        try (Rebuilder rebuilder = open()) {
            round(rebuilder);

            assertThat(sh("stat -c %s " + TOOL)).isEqualTo(size(7));
            assertThat(running()).isEqualTo(deployed());
            assertThat(sh("find " + TREE + " -name '.*.rebuilder-*'")).isEmpty();
            assertThat(round(rebuilder).status()).isEqualTo(Status.NO_CHANGES);
            assertThat(rebuilder.restore(false).status()).isEqualTo(Status.DEPLOYED);
            assertRestored();
        }
    }

    @Test
    void roundsAreUndoneAndEverythingIsRestored() {
        try (Rebuilder rebuilder = open()) {
            roundThatMakes(rebuilder, 1);
            roundThatMakes(rebuilder, 2);

            assertThat(rebuilder.undo(false).status()).isEqualTo(Status.DEPLOYED);
            assertThat(sh("stat -c %s " + TOOL)).isEqualTo(size(1));
            assertThat(running()).isEqualTo(deployed());

            assertThat(rebuilder.restore(false).status()).isEqualTo(Status.DEPLOYED);
            assertRestored();
            assertThat(rebuilder.restore(false).status()).isEqualTo(Status.NO_CHANGES);
        }
    }

    @Test
    void aPlanAndAStatusChangeNothingAndRestartNothing() {
        try (Rebuilder rebuilder = open()) {
            roundThatMakes(rebuilder, 1);
            make(directory, 2);
            String before = tree();

            assertThat(rebuilder.plan(false).pending()).isTrue();
            assertThat(rebuilder.status().pending()).isTrue();

            assertThat(tree()).isEqualTo(before);
        }
    }

    private static String tree() {
        return instances.sh(
                name,
                START + "; find " + TREE
                        + "/it /var/lib/microovn-rebuilder ! -name 'lock' -type f -exec stat -c '%n %i %s %Y' {} +");
    }

    @Test
    void aSecondToolIsRefusedAndAKilledOneIsNot() throws Exception {
        try (Rebuilder first = open()) {
            assertThatThrownBy(() -> open().close())
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("another run of this program works on it: ")
                    .hasMessageContaining("process " + ProcessHandle.current().pid() + ", since ");
            assertThat(roundThatMakes(first, 1).status()).isEqualTo(Status.DEPLOYED);
        }
        KilledDeployment.kill(Deployment.class, List.of(name, directory.toString(), "2"), "build.started");
        open().close();
    }

    @Test
    void aClockThatIsWrongByADayDoesNotMatterToTheLock() {
        // A lock counts by the host's uptime; the text in it is all that there is.
        try (Rebuilder rebuilder = open()) {
            assertThat(rebuilder.hosts()).containsExactly(name);
            String[] lock = instances
                    .sh(name, "cat /var/lib/microovn-rebuilder/lock; cut -d. -f1 /proc/uptime")
                    .split("\\s+", -1);
            long until = Long.parseLong(lock[1]);
            long uptime = Long.parseLong(lock[lock.length - 1]);
            assertThat(until - uptime).isBetween(1L, 60L);
        }
        assertThat(sh("ls /var/lib/microovn-rebuilder")).isEqualTo("objects");
    }

    @Test
    void aDaemonThatDiesInTheSettleTimeIsOwedARestartByTheNextSession() throws IOException {
        try (Rebuilder rebuilder = open()) {
            Files.writeString(directory.resolve("tool"), "#!/bin/sh\nsleep 2.5\nexit 1\n");
            assertThat(round(rebuilder).status()).isEqualTo(Status.DEPLOYED);

            assertThat(rebuilder.settle()).isEqualTo(Map.of(name, List.of(SERVICE)));
        }
        try (Rebuilder rebuilder = open()) {
            assertThat(rebuilder.plan(false).hosts().get(0).restarts()).containsExactly(SERVICE);
            make(directory, 3);
            assertThat(round(rebuilder).status()).isEqualTo(Status.DEPLOYED);
            assertThat(round(rebuilder).status()).isEqualTo(Status.NO_CHANGES);
        }
    }

    @Test
    void oneFileThatSomebodyElseHasChangedDoesNotKeepTheOthersFromBeingRestored() throws IOException {
        Files.writeString(directory.resolve("other"), "1");
        sh("echo 0 > " + TREE + "/it/other");
        try (Rebuilder rebuilder = open()) {
            make(directory, 1);
            assertThat(rebuilder.deploy(false, true).status()).isEqualTo(Status.DEPLOYED);
            sh("echo somebody > " + TREE + "/it/other");

            RoundResult round = rebuilder.restore(false);

            assertThat(round.status()).isEqualTo(Status.HOST_FAILED);
            assertRestored();
            assertThat(sh("cat " + TREE + "/it/other")).isEqualTo("somebody");
            assertThat(String.valueOf(round.hosts().get(0).failure()))
                    .containsPattern(TREE + "/it/other has been changed by somebody else and is left as it is: it has"
                            + " sha256 [0-9a-f]{64}, and sha256 [0-9a-f]{64} would be put back; --force does it");
            assertThat(rebuilder.restore(true).status()).isEqualTo(Status.DEPLOYED);
            assertThat(sh("cat " + TREE + "/it/other")).isEqualTo("0");
        }
    }

    @Test
    void twoHundredTargetsAreDeployedUndoneAndRestored() throws IOException {
        List<Target> many = IntStream.range(0, 200)
                .mapToObj(i -> new Target("many/" + i, "it/many/" + i, List.of(SERVICE), OptionalInt.empty()))
                .toList();
        sh("mkdir -p " + TREE + "/it/many");
        Files.createDirectories(directory.resolve("many"));
        String total = "cat " + TREE + "/it/many/* | wc -c";
        try (Rebuilder rebuilder = open(name, directory, many, new FakeBuilder(), events::add)) {
            for (int size : List.of(1, 2, 3, 4)) {
                for (Target target : many) {
                    Files.write(directory.resolve(target.localPath()), new byte[size]);
                }
                assertThat(rebuilder.deploy(false, true).status()).isEqualTo(Status.DEPLOYED);
            }
            assertThat(sh(total)).isEqualTo("800");
            assertThat(Integer.parseInt(sh("wc -c < /var/lib/microovn-rebuilder/ledger.json")))
                    .isGreaterThan(128 * 1024);
        }
        try (Rebuilder rebuilder = open(name, directory, many, new FakeBuilder(), events::add)) {
            assertThat(rebuilder.undo(false).status()).isEqualTo(Status.DEPLOYED);
            assertThat(sh(total)).isEqualTo("600");
            assertThat(rebuilder.restore(false).status()).isEqualTo(Status.DEPLOYED);
            assertThat(sh("ls " + TREE + "/it/many | wc -l")).isEqualTo("0");
        }
        assertThat(sh("ls -A /var/lib/microovn-rebuilder")).isEqualTo("ledger.json\nobjects");
    }

    private void assertRestored() {
        assertThat(sh("cmp /bin/sleep " + TOOL + " && stat -c '%a %u:%g' " + TOOL))
                .isEqualTo("751 12:34");
        assertThat(running()).isEqualTo(deployed());
    }

    private static String running() {
        return instances.sh(
                name, "sha256sum < /proc/$(systemctl show -p MainPID --value snap.microovn.it)/exe | cut -d' ' -f1");
    }

    private static String deployed() {
        return sh("sha256sum < " + TOOL + " | cut -d' ' -f1");
    }

    private Rebuilder open() {
        return open(name, directory, new FakeBuilder(), events::add);
    }

    private static Rebuilder open(String host, Path directory, FakeBuilder builder, Consumer<Event> consumer) {
        Target tool = new Target("tool", "it/tool", List.of(SERVICE), OptionalInt.empty());
        Target other = new Target("other", "it/other", List.of(), OptionalInt.empty());
        return open(host, directory, List.of(tool, other), builder, consumer);
    }

    private static Rebuilder open(
            String host, Path directory, List<Target> targets, FakeBuilder builder, Consumer<Event> consumer) {
        HostSpecs hosts = HostSpecs.parse(List.of("lxd:" + host));
        RebuilderOptions options = RebuilderOptions.builder(new Config(targets, hosts))
                .ovnSource(directory.toString())
                .logDirectory(directory.resolve("state"))
                .environment(Map.of("LXD_SOCKET", RealLxdSocket.path().toString()))
                .build();
        return Rebuilder.open(options, Connectors.load(), builder, consumer);
    }

    private RoundResult roundThatMakes(Rebuilder rebuilder, int variant) {
        make(directory, variant);
        return round(rebuilder);
    }

    private RoundResult round(Rebuilder rebuilder) {
        events.clear();
        RoundResult round = rebuilder.round();
        assertThat(events).noneMatch(HostEvent.Failed.class::isInstance);
        return round;
    }

    private static String size(int variant) {
        try {
            return Long.toString(Files.size(Path.of("/bin/sleep").toRealPath()) + variant);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A program that sleeps; the bytes after its end only make it another file. */
    private static void make(Path directory, int variant) {
        try {
            byte[] sleep = Files.readAllBytes(Path.of("/bin/sleep").toRealPath());
            Files.write(directory.resolve("tool"), Arrays.copyOf(sleep, sleep.length + variant));
            directory.resolve("tool").toFile().setExecutable(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
