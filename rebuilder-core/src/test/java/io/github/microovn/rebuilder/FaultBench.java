package io.github.microovn.rebuilder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.config.Config;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.host.Connectors;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.testing.FakeBuilder;
import io.github.microovn.rebuilder.testing.LxdInstances;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * An instance with two services, whose programs are the two products of a build, and one that is nobody's business; and what
 * has to hold there whatever went wrong.
 */
final class FaultBench {

    static final String PLACE = "/root/squashfs-root/it";

    /** Of the calls of mv in a round: the lock is kept twice, the ledger written, the first file swapped; this is the next. */
    static final int SECOND_SWAP = 5;

    static final List<String> PRODUCTS = List.of("tool", "second");

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String OWNER = "751 12:34";

    // One that does not stop by itself must not cost a minute and a half.
    private static final String PREPARE = """
            for name in tool second bystander; do
              systemctl kill -s KILL snap.microovn.it-$name
              systemctl stop snap.microovn.it-$name
            done 2> /dev/null
            chattr -i /root/squashfs-root/it/* 2> /dev/null
            umount -l /root/squashfs-root/it /var/lib/microovn-rebuilder 2> /dev/null
            rm -rf /root/squashfs-root/it /var/lib/microovn-rebuilder
            mkdir -p /root/squashfs-root/it
            cd /root/squashfs-root/it
            for name in tool second bystander; do
              cp /bin/sleep $name
              [ $name != second ] || echo >> $name
              chown 12:34 $name
              chmod 751 $name
              rm -rf /etc/systemd/system/snap.microovn.it-$name.service.d
              printf '[Service]\\nExecStart=/root/squashfs-root/it/%s 10000\\n[Install]\\nWantedBy=multi-user.target\\n' \\
                  $name > /etc/systemd/system/snap.microovn.it-$name.service
            done
            systemctl daemon-reload
            systemctl reset-failed
            for name in tool second bystander; do systemctl enable -q --now snap.microovn.it-$name; done
            """;

    private static final String LOOK = """
            cd /root/squashfs-root/it
            for name in tool second; do
              if [ -f $name ]; then
                echo "hash $name $(sha256sum < $name)"
                echo "owner $name $(stat -L -c '%a %u:%g' $name)"
              fi
              pid=$(systemctl show -p MainPID --value snap.microovn.it-$name)
              [ ! -e "/proc/$pid/exe" ] || echo "runs $name $(sha256sum < "/proc/$pid/exe")"
            done
            for unit in snap.microovn.it-bystander ssh dbus; do
              echo "unit $unit $(systemctl show -p InvocationID --value $unit)"
            done
            find . -name '.*.rebuilder-*'
            [ ! -d /var/lib/microovn-rebuilder ] || find /var/lib/microovn-rebuilder -name '.*' -o -name '*.part'
            """;

    private final LxdInstances instances;
    private final String name;
    private final Path socket;
    private final Path directory;
    private final FakeBuilder builder = new FakeBuilder();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Set<String> built = new HashSet<>();
    private List<String> bystanders = List.of();

    /** Brings an instance into the state that every test begins with. */
    FaultBench(LxdInstances instances, String name, Path socket, Path directory) {
        this.instances = instances;
        this.name = name;
        this.socket = socket;
        this.directory = directory;
        instances.start(name);
        renew();
    }

    /** Brings the instance into that state again. */
    void renew() {
        instances.sh(name, PREPARE);
        byte[] sleep = sleep();
        write("tool", sleep);
        byte[] second = Arrays.copyOf(sleep, sleep.length + 1);
        second[sleep.length] = '\n';
        write("second", second);
        remember();
    }

    /** What runs now has to run on. */
    void remember() {
        bystanders = look().bystanders();
    }

    List<Event> events() {
        return events;
    }

    Rebuilder open() {
        return open("lxd:" + name);
    }

    /** The same with other hosts. */
    Rebuilder open(String... specifications) {
        Rebuilder rebuilder = Rebuilder.open(options(List.of(specifications)), Connectors.load(), builder, events::add);
        // Until here the hosts are looked at in the background.
        rebuilder.plan(false);
        return rebuilder;
    }

    RebuilderOptions options() {
        return options(List.of("lxd:" + name));
    }

    private RebuilderOptions options(List<String> specifications) {
        List<Target> targets = PRODUCTS.stream()
                .map(product ->
                        new Target(product, "it/" + product, List.of("microovn.it-" + product), OptionalInt.empty()))
                .toList();
        return RebuilderOptions.builder(new Config(targets, HostSpecs.parse(specifications)))
                .ovnSource(directory.toString())
                .logDirectory(directory.resolve("state"))
                .environment(Map.of(
                        "LXD_SOCKET", socket.toString(), "PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin")))
                .build();
    }

    /** A round whose build makes programs that sleep; the bytes after their end only make them others. */
    HostResult round(Rebuilder rebuilder, int variant) {
        return round(rebuilder, variant, 0);
    }

    /** The same with programs that are as large as this, at least. */
    HostResult round(Rebuilder rebuilder, int variant, int size) {
        return round(rebuilder, () -> write(variant, size));
    }

    HostResult round(Rebuilder rebuilder, Runnable edit) {
        builder.makes(edit);
        events.clear();
        return rebuilder.round().hosts().get(0);
    }

    void write(int variant, int size) {
        byte[] sleep = sleep();
        int length = Math.max(size, sleep.length) + 1;
        for (String product : PRODUCTS) {
            byte[] bytes = Arrays.copyOf(sleep, length + (product.equals("tool") ? 1 : 2));
            bytes[length] = (byte) variant;
            write(product, bytes);
        }
    }

    void write(String product, byte[] bytes) {
        try {
            Files.write(directory.resolve(product), bytes);
            directory.resolve(product).toFile().setExecutable(true);
            built.add(sha256(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a product of a C program. */
    void compile(String product, String program, String... options) {
        try {
            Path source = Files.writeString(directory.resolve(product + ".c"), program);
            List<String> command = new ArrayList<>(List.of("cc", "-o", "made", source.toString()));
            command.addAll(Arrays.asList(options));
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            write(product, Files.readAllBytes(directory.resolve("made")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] sleep() {
        try {
            return Files.readAllBytes(Path.of("/bin/sleep").toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is there: of each product the hash, owner and permissions, and the hash of what runs; what else runs; remnants. */
    private record Sight(
            Map<String, String> hashes,
            Map<String, String> owners,
            Map<String, String> running,
            List<String> bystanders,
            List<String> leftovers) {}

    private Sight look() {
        var sight = new Sight(new HashMap<>(), new HashMap<>(), new HashMap<>(), new ArrayList<>(), new ArrayList<>());
        for (String line : instances.sh(name, LOOK).lines().toList()) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "hash" -> sight.hashes().put(words[1], words[2].substring(0, 64));
                case "owner" -> sight.owners().put(words[1], words[2]);
                case "runs" -> sight.running().put(words[1], words[2].substring(0, 64));
                case "unit" -> sight.bystanders().add(line);
                default -> sight.leftovers().add(line);
            }
        }
        return sight;
    }

    /** Both paths hold a complete file, an old one or a new one, with the owner and permissions of the first. */
    void assertComplete() {
        assertComplete(look());
    }

    private void assertComplete(Sight sight) {
        for (String product : PRODUCTS) {
            assertThat(sight.hashes().get(product)).as(product).isIn(built);
            assertThat(sight.owners()).containsEntry(product, OWNER);
        }
    }

    /** The next round gives the host what it is owed, and nothing stays behind. */
    void assertHealed(Rebuilder rebuilder) {
        assertComplete();
        events.clear();
        RoundResult healing = rebuilder.round();
        assertThat(healing.status()).as("%s", events).isIn(Status.DEPLOYED, Status.NO_CHANGES);
        assertThat(healing.hosts().get(0).pendingTargets()).isEmpty();
        assertThat(healing.hosts().get(0).pendingRestarts()).isEmpty();
        events.clear();
        assertThat(rebuilder.round().status()).as("%s", events).isEqualTo(Status.NO_CHANGES);
        assertCurrent();
    }

    /** The files are those that were built last, the processes run them, nothing else has restarted, and nothing is staged. */
    void assertCurrent() {
        Sight sight = look();
        assertComplete(sight);
        for (String product : PRODUCTS) {
            try {
                String local = sha256(Files.readAllBytes(directory.resolve(product)));
                assertThat(sight.hashes()).containsEntry(product, local);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(sight.running()).isEqualTo(sight.hashes());
        assertThat(sight.bystanders()).isEqualTo(bystanders);
        assertThat(sight.leftovers()).noneMatch(file -> file.contains(".rebuilder-"));
    }

    /** What killed calls have left there; the next connection sweeps it. */
    List<String> leftovers() {
        return look().leftovers();
    }

    /** The daemon has nothing to do on the instance any more. */
    void assertIdle() {
        await("nothing is done on the instance", () -> operations().isEmpty());
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private List<String> operations() {
        return instances.client().operations().list().stream()
                .filter(operation -> !operation.isFinal())
                .filter(operation -> operation.resources().toString().matches(".*/" + name + "[],].*"))
                .map(operation -> operation.description() + " " + operation.status())
                .toList();
    }
}
