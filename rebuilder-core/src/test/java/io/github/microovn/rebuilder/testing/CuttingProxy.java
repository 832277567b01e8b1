package io.github.microovn.rebuilder.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A unix socket in front of another one, which cuts a connection in the middle of what is sent to it. */
public final class CuttingProxy implements AutoCloseable {

    private static final long NEVER = Long.MAX_VALUE;

    private final Path directory;
    private final Path target;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong limit = new AtomicLong(NEVER);

    public CuttingProxy(Path target) {
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

    /** Cuts the first connection that has sent this many bytes. */
    public void cutAfter(long bytes) {
        limit.set(bytes);
    }

    public boolean hasCut() {
        return limit.get() == NEVER;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                SocketChannel daemon = SocketChannel.open(UnixDomainSocketAddress.of(target));
                open.add(client);
                open.add(daemon);
                start("up", () -> copy(client, daemon, true));
                start("down", () -> copy(daemon, client, false));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void copy(SocketChannel from, SocketChannel to, boolean up) {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        long sent = 0;
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                sent += buffer.remaining();
                if (up && sent > limit.get()) {
                    limit.set(NEVER);
                    break;
                }
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            // The other side is gone.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void start(String what, Runnable work) {
        Thread thread = new Thread(work, "cutting-proxy-" + what);
        thread.setDaemon(true);
        thread.start();
    }

    private void close(SocketChannel channel) {
        open.remove(channel);
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
            open.forEach(this::close);
            Files.deleteIfExists(socket());
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
