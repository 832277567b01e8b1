package io.github.microovn.rebuilder.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A unix socket in front of another one, where something goes wrong at a certain byte. */
public final class FaultyProxy implements AutoCloseable {

    private final Path directory;
    private final Path target;
    private final ServerSocketChannel server;
    /** In the order in which they are cut. */
    private final Set<SocketChannel> open = new LinkedHashSet<>();

    private final AtomicReference<@Nullable Fault> fault = new AtomicReference<>();
    private final Map<Way, AtomicLong> passed = Map.of(Way.UP, new AtomicLong(), Way.DOWN, new AtomicLong());
    private volatile boolean refusing;

    /** Towards the daemon or from it. */
    public enum Way {
        UP,
        DOWN
    }

    /** What is done when so many bytes have passed, and one more would: of all connections, or of one that has sent the text. */
    private record Fault(Way way, long bytes, String text, Runnable action) {}

    private record Connection(SocketChannel client, SocketChannel daemon, Map<Way, AtomicLong> passed) {}

    public FaultyProxy(Path target) {
        this.target = target;
        try {
            directory = Files.createTempDirectory(Path.of("/tmp"), "cut");
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("accept", this::accept);
    }

    public Path socket() {
        return directory.resolve("s");
    }

    /** Cuts all connections when so many bytes have passed from now on. */
    public void cutAt(Way way, long bytes) {
        at(way, bytes, this::cut);
    }

    /** Does something when so many bytes have passed from now on; then the bytes go on, where they still can. */
    public void at(Way way, long bytes, Runnable action) {
        passed.values().forEach(count -> count.set(0));
        fault.set(new Fault(way, bytes, "", action));
    }

    /** The same for the next connection that sends a text, counted from the piece with the text, which is one with its request. */
    public void atRequest(String text, Way way, long bytes, Runnable action) {
        fault.set(new Fault(way, bytes, text, action));
    }

    /** Whether what was wanted has happened. */
    public boolean done() {
        return fault.get() == null;
    }

    /** Starts counting anew, and forgets what was wanted. */
    public void reset() {
        fault.set(null);
        passed.values().forEach(count -> count.set(0));
    }

    /** How many bytes have passed. */
    public long passed(Way way) {
        return count(passed, way).get();
    }

    /** Ends all connections. */
    public void cut() {
        List<SocketChannel> all;
        synchronized (open) {
            all = List.copyOf(open);
        }
        all.forEach(this::close);
    }

    /** Cuts a connection after all others: whoever hears of a cut by it finds no other one that works. */
    private void cutLast(Connection connection) {
        synchronized (open) {
            for (SocketChannel channel : List.of(connection.client(), connection.daemon())) {
                open.remove(channel);
                open.add(channel);
            }
        }
    }

    /** Ends all connections and every new one, or no more. */
    public void refuse(boolean value) {
        refusing = value;
        if (value) {
            cut();
        }
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                if (refusing) {
                    client.close();
                } else {
                    connect(client);
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void connect(SocketChannel client) throws IOException {
        SocketChannel daemon;
        try {
            daemon = SocketChannel.open(UnixDomainSocketAddress.of(target));
        } catch (IOException e) {
            client.close();
            return;
        }
        var connection =
                new Connection(client, daemon, Map.of(Way.UP, new AtomicLong(-1), Way.DOWN, new AtomicLong(-1)));
        cutLast(connection);
        start("up", () -> copy(connection, Way.UP));
        start("down", () -> copy(connection, Way.DOWN));
    }

    private void copy(Connection connection, Way way) {
        SocketChannel from = way == Way.UP ? connection.client() : connection.daemon();
        SocketChannel to = way == Way.UP ? connection.daemon() : connection.client();
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                pass(connection, way, buffer, to);
                buffer.clear();
            }
        } catch (IOException e) {
            // The other side is gone.
        } finally {
            close(from);
            close(to);
        }
    }

    private void pass(Connection connection, Way way, ByteBuffer buffer, SocketChannel to) throws IOException {
        Fault wanted = fault.get();
        long after = count(passed, way).addAndGet(buffer.remaining());
        if (wanted != null && !wanted.text().isEmpty()) {
            after = ofOne(connection, way, buffer, wanted.text());
        }
        long allowed =
                wanted == null || wanted.way() != way ? Long.MAX_VALUE : wanted.bytes() - (after - buffer.remaining());
        if (wanted != null && after >= 0 && allowed < buffer.remaining() && fault.compareAndSet(wanted, null)) {
            int limit = buffer.limit();
            buffer.limit(buffer.position() + (int) Math.max(0, allowed));
            write(buffer, to);
            cutLast(connection);
            wanted.action().run();
            buffer.limit(limit);
        }
        write(buffer, to);
    }

    /** How many bytes have passed on a connection after those; negative where the text was not sent yet. */
    private static long ofOne(Connection connection, Way way, ByteBuffer buffer, String text) {
        AtomicLong count = count(connection.passed(), way);
        if (way == Way.UP && count.get() < 0) {
            if (ISO_8859_1.decode(buffer.duplicate()).toString().contains(text)) {
                connection.passed().values().forEach(one -> one.set(0));
            }
        }
        return count.get() < 0 ? -1 : count.addAndGet(buffer.remaining());
    }

    private static void write(ByteBuffer buffer, SocketChannel to) throws IOException {
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
    }

    private static AtomicLong count(Map<Way, AtomicLong> counts, Way way) {
        AtomicLong count = counts.get(way);
        if (count == null) {
            throw new IllegalStateException("no count of " + way);
        }
        return count;
    }

    private static void start(String what, Runnable work) {
        Thread thread = new Thread(work, "faulty-proxy-" + what);
        thread.setDaemon(true);
        thread.start();
    }

    private void close(SocketChannel channel) {
        synchronized (open) {
            open.remove(channel);
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            cut();
            Files.deleteIfExists(socket());
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
