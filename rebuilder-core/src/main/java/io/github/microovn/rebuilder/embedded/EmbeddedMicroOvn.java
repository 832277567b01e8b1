package io.github.microovn.rebuilder.embedded;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.embedded.EmbeddedLxd;
import io.github.microovn.rebuilder.cluster.ClusterSpec;
import io.github.microovn.rebuilder.cluster.SnapSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Where a MicroOVN cluster can be brought up without LXD and without privileges: an {@link EmbeddedLxd} with an image for the
 * nodes, and a directory that stands in for the unpacked snap. Its services and commands are shell scripts of a few lines: the
 * cluster forms, services start, stop and say something, {@code microovn}, {@code ovn-nbctl} and {@code ovn-sbctl} know the
 * members; there is no OVN, and a service runs its program once.
 *
 * <p>Thread-safe. {@link #close} ends every process and thread and removes every file of it.
 */
public final class EmbeddedMicroOvn implements AutoCloseable {

    private static final String IMAGE = "microovn";

    private static final List<String> SNAP = List.of(
            "meta/snap.yaml",
            "bin/microovn",
            "bin/microovnd",
            "bin/ovn-appctl",
            "bin/ovn-controller",
            "bin/ovn-nbctl",
            "bin/ovn-northd",
            "bin/ovn-sbctl",
            "bin/ovn-trace",
            "bin/ovs-vsctl",
            "bin/ovs-vswitchd",
            "bin/ovsdb-server");

    private final Path snap;
    private final EmbeddedLxd lxd;
    private final LxdClient client;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedMicroOvn(Path snap) throws IOException {
        this.snap = snap;
        for (String name : SNAP) {
            write(name, snap.resolve(name));
        }
        lxd = EmbeddedLxd.start();
        lxd.addImage(IMAGE);
        client = LxdClient.builder().socket(lxd.socket()).connect();
    }

    /**
     * Starts it, without a node.
     *
     * @return the running server, to be closed
     */
    public static EmbeddedMicroOvn start() {
        try {
            return new EmbeddedMicroOvn(Files.createTempDirectory("microovn"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(String resource, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (InputStream file = EmbeddedMicroOvn.class.getResourceAsStream("snap/" + resource)) {
            if (file == null) {
                throw new FileNotFoundException("snap/" + resource);
            }
            Files.copy(file, target);
        }
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /**
     * Returns the server, for its instances and faults.
     *
     * @return the embedded LXD
     */
    public EmbeddedLxd lxd() {
        return lxd;
    }

    /**
     * Returns a client of the server, which is closed with it.
     *
     * @return the client
     */
    public LxdClient client() {
        return client;
    }

    /**
     * Returns the stand-in for the unpacked snap; what is changed in it is what nodes get that are made afterwards.
     *
     * @return a directory of this machine
     */
    public Path snap() {
        return snap;
    }

    /**
     * Begins the specification of a cluster that can be brought up here.
     *
     * @return a builder with the image and the snap
     */
    public ClusterSpec.Builder cluster() {
        return ClusterSpec.builder().image(IMAGE).snap(new SnapSource.Local(snap));
    }

    /**
     * Returns the variables with which a session, or another process, reaches the server.
     *
     * @return this process's variables, with the server's socket
     */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("LXD_SOCKET", lxd.socket().toString());
        return environment;
    }

    /** Ends the server with its nodes. Does nothing the second time. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        client.close();
        lxd.close();
        try (Stream<Path> files = Files.walk(snap)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
