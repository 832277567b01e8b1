package io.github.microovn.rebuilder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.config.BuildSettings;
import io.github.microovn.rebuilder.config.Config;
import io.github.microovn.rebuilder.config.DeploySettings;
import io.github.microovn.rebuilder.config.Hooks;
import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.config.ServiceSettings;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.config.Verification;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.host.Connectors;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.testing.FakeBuilder;
import io.github.microovn.rebuilder.testing.FakeConnector;
import io.github.microovn.rebuilder.testing.FakeHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A session over fake hosts and a fake build: targets northd (service central), controller (service chassis), nbctl
 * (none) and lib (both services); on every host the services are enabled and run.
 */
final class TestSession implements AutoCloseable {

    static final String REMOTE = "/root/squashfs-root";
    static final String NORTHD = REMOTE + "/bin/ovn-northd";
    static final String CONTROLLER = REMOTE + "/bin/ovn-controller";
    static final String LEDGER = "/var/lib/microovn-rebuilder/ledger.json";
    static final String LOCK = "/var/lib/microovn-rebuilder/lock";
    static final String CENTRAL = "microovn.central";
    static final String CHASSIS = "microovn.chassis";

    final FakeBuilder builder = new FakeBuilder();
    final List<Event> events = new CopyOnWriteArrayList<>();
    final List<FakeHost> hosts = new ArrayList<>();
    final FakeConnector connector;
    final Path source;
    String remotePath = REMOTE + "/";
    int parallel = 16;
    Duration connectTimeout = Duration.ofSeconds(20);
    Map<String, ServiceSettings> services = Map.of();
    DeploySettings deploy = new DeploySettings(Duration.ZERO, Duration.ofSeconds(10), false);

    Verification verify = Verification.NONE;
    List<Target> targets = targets();
    Hooks hooks = Hooks.NONE;
    BuildSettings build = BuildSettings.DEFAULT;
    boolean restoreOnClose;

    @Nullable
    Path logDirectory;

    List<String> limit = List.of();
    List<String> only = List.of();

    private @Nullable Rebuilder rebuilder;

    TestSession(Path directory, String... names) {
        source = directory.resolve("ovn");
        for (String name : names) {
            hosts.add(new FakeHost(name, directory)
                    .withFile(NORTHD, "old northd")
                    .withFile(CONTROLLER, "old controller")
                    .withFile(REMOTE + "/bin/ovn-nbctl", "old nbctl")
                    .withFile(REMOTE + "/lib/libovn.so", "old lib")
                    .withService(CENTRAL, NORTHD, true, true)
                    .withService(CHASSIS, CONTROLLER, true, true));
        }
        connector = new FakeConnector(hosts);
        make("northd/ovn-northd", "northd 1");
        make("controller/ovn-controller", "controller 1");
    }

    static List<Target> targets() {
        return List.of(
                target("northd/ovn-northd", "bin/ovn-northd", CENTRAL),
                target("controller/ovn-controller", "bin/ovn-controller", CHASSIS),
                target("utilities/ovn-nbctl", "bin/ovn-nbctl"),
                target("lib/libovn.so", "lib/libovn.so", CENTRAL, CHASSIS));
    }

    static Target target(String local, String remote, String... services) {
        return new Target(local, remote, List.of(services), OptionalInt.empty());
    }

    /** Writes a product of the build. */
    void make(String localPath, String content) {
        try {
            Path file = source.resolve(localPath);
            Path parent = file.getParent();
            Files.createDirectories(parent == null ? source : parent);
            Files.writeString(file, content, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestSession open() {
        rebuilder = Rebuilder.open(options(List.of()), new Connectors(List.of(connector)), builder, events::add);
        // Until here the hosts are looked at in the background.
        rebuilder.plan(false);
        return this;
    }

    /** The tool ends and is started again. */
    TestSession reopen() {
        close();
        events.clear();
        return open();
    }

    /** The tool is killed and started again, when its locks are stale. */
    TestSession reopenAfterKill() {
        hosts.forEach(host -> host.file(LOCK).toFile().delete());
        return reopen();
    }

    RebuilderOptions options(List<String> moreHosts) {
        List<HostSpec> specs = new ArrayList<>();
        hosts.forEach(host -> specs.add(new HostSpec("fake", host.name())));
        moreHosts.forEach(host -> specs.add(HostSpec.parse(host)));
        RebuilderOptions.Builder builder = RebuilderOptions.builder(
                        new Config(targets, HostSpecs.NONE, services, deploy, verify, hooks, Config.SOURCES)
                                .withBuild(build))
                .hosts(HostSpecs.of(specs))
                .ovnSource(source.toString())
                .remotePath(remotePath)
                .parallel(parallel)
                .connectTimeout(connectTimeout)
                .restoreOnClose(restoreOnClose)
                .limit(limit)
                .only(only)
                .environment(Map.of());
        if (logDirectory != null) {
            builder.logDirectory(logDirectory);
        }
        return builder.build();
    }

    Rebuilder rebuilder() {
        return Objects.requireNonNull(rebuilder, "not open");
    }

    /** A round whose build writes a product. */
    RoundResult roundThatMakes(String localPath, String content) {
        builder.makes(() -> make(localPath, content));
        return round();
    }

    /** A round whose build changes nothing. */
    RoundResult round() {
        events.clear();
        return rebuilder().round();
    }

    FakeHost host(int index) {
        return hosts.get(index);
    }

    static HostResult result(RoundResult round, String host) {
        return round.hosts().stream()
                .filter(result -> result.host().equals(host))
                .findFirst()
                .orElseThrow();
    }

    <E extends Event> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void close() {
        if (rebuilder != null) {
            rebuilder.close();
        }
    }
}
