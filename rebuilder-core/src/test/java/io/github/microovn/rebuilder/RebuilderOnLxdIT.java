package io.github.microovn.rebuilder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.testing.RealLxd;
import io.github.microovn.lxd.testing.RealLxdSocket;
import io.github.microovn.rebuilder.config.Config;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.error.StartException;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.host.Connectors;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.Step;
import io.github.microovn.rebuilder.testing.FakeBuilder;
import io.github.microovn.rebuilder.testing.FaultyProxy;
import io.github.microovn.rebuilder.testing.FaultyProxy.Way;
import io.github.microovn.rebuilder.testing.LxdInstances;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rounds on two instances of a real LXD: one that is well, and one that each test does something bad to. Every failure
 * names the host and the reason, leaves the host's file as it was, and stops nothing on the other host.
 */
@RealLxd
class RebuilderOnLxdIT {

    private static final String TREE = "/root/squashfs-root";
    private static final String TOOL = TREE + "/it/tool";
    private static final String SERVICE = "microovn.it";
    private static final String UNIT = "snap.microovn.it.service";

    private static LxdInstances instances;
    private static String well;
    private static String ill;

    @TempDir
    private Path directory;

    private final FakeBuilder builder = new FakeBuilder();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private byte[] sleep = {};

    @BeforeAll
    static void createInstances() {
        instances = new LxdInstances();
        well = instances.create();
        ill = instances.create();
    }

    @AfterAll
    static void removeInstances() {
        instances.close();
    }

    /** A tool that is a real program, and runs as a service that systemd knows as a snap's. */
    @BeforeEach
    void prepareInstances() throws IOException {
        sleep = Files.readAllBytes(Path.of("/bin/sleep").toRealPath());
        for (String name : List.of(well, ill)) {
            instances.start(name);
            instances.sh(name, """
                    systemctl stop snap.microovn.it 2>/dev/null
                    umount -l /root/squashfs-root/it /root/squashfs-root 2>/dev/null
                    rm -rf /root/squashfs-root/it /var/lib/microovn-rebuilder
                    mkdir -p /root/squashfs-root/it
                    cp /bin/sleep /root/squashfs-root/it/tool
                    printf '[Service]\\nExecStart=/root/squashfs-root/it/tool 10000\\n[Install]\\nWantedBy=multi-user.target\\n' \\
                        > /etc/systemd/system/snap.microovn.it.service
                    systemctl daemon-reload
                    systemctl enable -q snap.microovn.it
                    systemctl reset-failed snap.microovn.it 2>/dev/null
                    systemctl start snap.microovn.it
                    """);
        }
        make(0);
    }

    @Test
    void theProcessThatRunsIsTheFileThatWasDeployed() {
        try (Rebuilder rebuilder = open(TREE + "/", RealLxdSocket.path(), well, ill)) {
            RoundResult round = roundThatMakes(rebuilder, 1);

            assertThat(round.status()).isEqualTo(RoundResult.Status.DEPLOYED);
            String sha256 = events.stream()
                    .filter(HostEvent.Swapped.class::isInstance)
                    .map(event -> ((HostEvent.Swapped) event).sha256())
                    .findFirst()
                    .orElseThrow();
            for (String name : List.of(well, ill)) {
                assertThat(running(name)).isEqualTo(sha256);
                assertThat(instances.sh(name, "sha256sum < " + TOOL)).startsWith(sha256);
                assertThat(instances.sh(name, "stat -c '%a %u:%g' " + TOOL)).isEqualTo("755 0:0");
                assertThat(leftovers(name)).isEmpty();
            }
        }
    }

    @Test
    void aRunningProgramIsReplacedWhereItsServiceIsDisabledAndActive() {
        instances.sh(ill, "systemctl disable -q snap.microovn.it");
        try (Rebuilder rebuilder = open(TREE, RealLxdSocket.path(), ill)) {
            assertThat(roundThatMakes(rebuilder, 1).hosts().get(0).restarted()).containsExactly(SERVICE);
        }
    }

    @Test
    void aDisabledServiceStaysStopped() {
        instances.sh(ill, "systemctl disable -q --now snap.microovn.it");
        try (Rebuilder rebuilder = open(TREE, RealLxdSocket.path(), ill)) {
            RoundResult round = roundThatMakes(rebuilder, 1);

            assertThat(round.hosts().get(0).outcome()).isEqualTo(Outcome.OK);
            assertThat(events).contains(new HostEvent.ServiceSkipped(ill, SERVICE));
            assertThat(instances.sh(ill, "systemctl is-active snap.microovn.it; exit 0"))
                    .isEqualTo("inactive");
        }
    }

    @Test
    void aServiceThatDoesNotStartIsAFailedHostAndItsRestartStaysOwed() {
        instances.sh(
                ill,
                "sed -i 's/^ExecStart/Type=exec\\nExecStart/' /etc/systemd/system/" + UNIT
                        + "; systemctl daemon-reload");
        try (Rebuilder rebuilder = open(TREE, RealLxdSocket.path(), ill)) {
            builder.makes(() -> write("not a program".getBytes(UTF_8)));
            HostResult failed = round(rebuilder).hosts().get(0);

            assertThat(failed.failure()).isNotNull();
            assertThat(failed.failure().step()).isEqualTo(Step.RESTART);
            assertThat(failed.failure().reason()).startsWith("Failed to restart service " + SERVICE + ": ");
            assertThat(failed.pendingRestarts()).containsExactly(SERVICE);

            assertThat(roundThatMakes(rebuilder, 1).hosts().get(0).outcome()).isEqualTo(Outcome.OK);
            assertThat(instances.sh(ill, "systemctl is-active snap.microovn.it"))
                    .isEqualTo("active");
        }
    }

    @Test
    void snapdKnowsWhereTheTriedSnapIs() {
        try (Rebuilder rebuilder = open("auto", RealLxdSocket.path(), ill)) {
            assertThat(rebuilder.hosts()).containsExactly(ill);
            assertThat(events)
                    .filteredOn(HostEvent.Connected.class::isInstance)
                    .extracting("remotePath")
                    .containsExactly(TREE);
        }
    }

    @Test
    void anUnknownInstanceIsNotFit() {
        assertNotFit(TREE, "rebuilder-it-nobody", "there is no LXD instance 'rebuilder-it-nobody'");
    }

    @Test
    void aStoppedInstanceIsNotFit() {
        instances.stop(ill);
        assertNotFit(TREE, ill, "the instance is stopped; start it with 'lxc start " + ill + "'");
    }

    @Test
    void aFrozenInstanceIsNotFit() {
        instances.freeze(ill);
        assertNotFit(TREE, ill, "the instance is frozen; resume it with 'lxc start " + ill + "'");
    }

    @Test
    void aMissingRemoteDirectoryIsNotFit() {
        assertNotFit("/root/nowhere/", ill, "Remote directory '/root/nowhere/' does not exist on LXC instance " + ill);
    }

    @Test
    void aReadOnlyRemoteDirectoryIsNotFit() {
        instances.sh(ill, "mount --bind " + TREE + " " + TREE + " && mount -o remount,ro,bind " + TREE);
        assertNotFit(TREE, ill, "Remote directory '" + TREE + "' is not writable on LXC instance " + ill);
    }

    private void assertNotFit(String remotePath, String name, String reason) {
        assertThatThrownBy(() -> open(remotePath, RealLxdSocket.path(), name).close())
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("Failed to create connection to remote host: [" + name + "] ")
                .hasMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @ParameterizedTest
    @CsvSource({"stop, the instance is stopped", "freeze, the instance is frozen"})
    void anInstanceThatStopsBetweenRoundsFailsAndCatchesUp(String how, String reason) {
        try (Rebuilder rebuilder = open(TREE, RealLxdSocket.path(), well, ill)) {
            if (how.equals("stop")) {
                instances.stop(ill);
            } else {
                instances.freeze(ill);
            }
            RoundResult failed = roundThatMakes(rebuilder, 1);
            assertIllFailedAlone(failed, reason);

            instances.start(ill);
            assertIntact();
            assertCatchesUp(rebuilder);
        }
    }

    @Test
    void aRemoteDirectoryThatHasGoneFailsTheHost() {
        try (Rebuilder rebuilder = open(TREE, RealLxdSocket.path(), well, ill)) {
            instances.sh(ill, "mv " + TREE + "/it " + TREE + "/away");
            RoundResult failed = roundThatMakes(rebuilder, 1);
            assertIllFailedAlone(
                    failed,
                    "remote directory '" + TREE + "/it' does not exist on LXC instance " + ill + "; make it there");

            instances.sh(ill, "mv " + TREE + "/away " + TREE + "/it");
            assertIntact();
            assertCatchesUp(rebuilder);
        }
    }

    @Test
    void aDirectoryThatBecameReadOnlyFailsTheHost() {
        try (Rebuilder rebuilder = open(TREE, RealLxdSocket.path(), well, ill)) {
            instances.sh(
                    ill, "mount --bind " + TREE + "/it " + TREE + "/it && mount -o remount,ro,bind " + TREE + "/it");
            RoundResult failed = roundThatMakes(rebuilder, 1);
            assertIllFailedAlone(failed, "remote directory '" + TREE + "/it' is not writable on LXC instance " + ill);

            instances.sh(ill, "umount -l " + TREE + "/it");
            assertIntact();
            assertCatchesUp(rebuilder);
        }
    }

    @Test
    void aFullDiskFailsTheHostAndLeavesNoPartOfTheFile() {
        instances.sh(
                ill,
                "cp -a " + TREE + "/it /root/kept && mount -t tmpfs -o size=1m,mode=755 tmpfs " + TREE
                        + "/it && cp -a /root/kept/. " + TREE + "/it/ && rm -r /root/kept");
        try (Rebuilder rebuilder = open(TREE, RealLxdSocket.path(), well, ill)) {
            builder.makes(() -> write(Arrays.copyOf(sleep, 3_000_000)));
            RoundResult failed = round(rebuilder);
            assertIllFailedAlone(
                    failed, "no space left: the file needs 2930 KiB, '" + TREE + "/it' on LXC instance " + ill);
            assertIntact();

            instances.sh(ill, "mount -o remount,size=10m " + TREE + "/it");
            assertCatchesUp(rebuilder);
        }
    }

    @Test
    void aSocketThatClosesInMidUploadFailsTheHostAndLeavesNoPartOfTheFile() {
        try (FaultyProxy proxy = new FaultyProxy(RealLxdSocket.path());
                Rebuilder rebuilder = open(TREE, proxy.socket(), ill)) {
            builder.makes(() -> write(Arrays.copyOf(sleep, 20_000_000)));
            proxy.cutAt(Way.UP, 5_000_000);
            RoundResult failed = round(rebuilder);

            assertThat(proxy.done()).isTrue();
            HostResult result = failed.hosts().get(0);
            assertThat(result.failure()).isNotNull();
            assertThat(result.failure().step()).isEqualTo(Step.UPLOAD);
            assertThat(result.failure().reason())
                    .startsWith("Failed to upload file " + directory + "/tool to " + TOOL + ": ")
                    .contains(proxy.socket().toString())
                    .doesNotContain("\n");
            assertThat(result.pendingTargets()).containsExactly("tool");
            assertIntact();
            assertCatchesUp(rebuilder);
        }
    }

    private void assertIllFailedAlone(RoundResult round, String reason) {
        assertThat(round.status()).isEqualTo(RoundResult.Status.HOST_FAILED);
        HostResult healthy = round.hosts().get(0);
        HostResult failed = round.hosts().get(1);
        assertThat(healthy.outcome()).isEqualTo(Outcome.OK);
        assertThat(failed.failure()).isNotNull();
        assertThat(failed.failure().step()).isEqualTo(Step.UPLOAD);
        assertThat(failed.failure().reason())
                .startsWith("Failed to upload file " + directory + "/tool to " + TOOL + ": ")
                .contains(reason)
                .doesNotContain("\n");
        assertThat(failed.pendingTargets()).containsExactly("tool");
        assertThat(failed.restarted()).isEmpty();
    }

    /** The old file is there, to the byte, and nothing beside it. */
    private void assertIntact() {
        assertThat(instances.sh(ill, "cmp /bin/sleep " + TOOL + " && echo same"))
                .isEqualTo("same");
        assertThat(leftovers(ill)).isEmpty();
    }

    private void assertCatchesUp(Rebuilder rebuilder) {
        RoundResult round = round(rebuilder);
        HostResult result = round.hosts().get(round.hosts().size() - 1);
        assertThat(result.outcome()).isEqualTo(Outcome.OK);
        assertThat(result.deployed()).containsExactly("tool");
        assertThat(running(ill)).isEqualTo(instances.sh(ill, "sha256sum < " + TOOL + " | cut -d' ' -f1"));
        assertThat(leftovers(ill)).isEmpty();
    }

    private static String running(String name) {
        return instances.sh(
                name, "sha256sum < /proc/$(systemctl show -p MainPID --value " + UNIT + ")/exe | cut -d' ' -f1");
    }

    private static String leftovers(String name) {
        return instances.sh(name, "find " + TREE + " -name '.*.rebuilder-*'");
    }

    private Rebuilder open(String remotePath, Path socket, String... names) {
        List<String> specs = new ArrayList<>();
        Arrays.stream(names).forEach(name -> specs.add("lxd:" + name));
        Target tool = new Target("tool", "it/tool", List.of(SERVICE), OptionalInt.empty());
        RebuilderOptions options = RebuilderOptions.builder(new Config(List.of(tool), HostSpecs.parse(specs)))
                .ovnSource(directory.toString())
                .remotePath(remotePath)
                .environment(Map.of("LXD_SOCKET", socket.toString()))
                .build();
        Rebuilder rebuilder = Rebuilder.open(options, Connectors.load(), builder, events::add);
        // Until here the hosts are looked at in the background.
        rebuilder.plan(false);
        return rebuilder;
    }

    private RoundResult roundThatMakes(Rebuilder rebuilder, int variant) {
        builder.makes(() -> make(variant));
        return round(rebuilder);
    }

    private RoundResult round(Rebuilder rebuilder) {
        events.clear();
        return rebuilder.round();
    }

    /** A program that sleeps; the bytes after its end only make it another file. */
    private void make(int variant) {
        write(Arrays.copyOf(sleep, sleep.length + variant));
    }

    private void write(byte[] content) {
        try {
            Files.write(directory.resolve("tool"), content);
            directory.resolve("tool").toFile().setExecutable(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
