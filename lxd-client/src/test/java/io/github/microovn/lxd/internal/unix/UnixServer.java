package io.github.microovn.lxd.internal.unix;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** A server on a unix socket of the JDK, one thread a connection. */
final class UnixServer implements AutoCloseable {
    private final Path directory;
    private final ServerSocketChannel server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

    /** What a connection gets. */
    interface Handler {
        void handle(SocketChannel connection) throws IOException;
    }

    UnixServer() throws IOException {
        this(0);
    }

    UnixServer(int backlog) throws IOException {
        directory = Files.createTempDirectory("lxd");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path()), backlog);
    }

    Path path() {
        return directory.resolve("s");
    }

    /** Accepts one connection. */
    SocketChannel accept() throws IOException {
        SocketChannel connection = server.accept();
        connections.add(connection);
        return connection;
    }

    /** Hands every connection to a handler in a thread of its own, until closed. */
    void serve(Handler handler) {
        threads.execute(() -> {
            while (server.isOpen()) {
                try {
                    SocketChannel connection = accept();
                    threads.execute(() -> handle(connection, handler));
                } catch (IOException | RejectedExecutionException e) {
                    return; // Closed.
                }
            }
        });
    }

    private void handle(SocketChannel connection, Handler handler) {
        try (connection) {
            handler.handle(connection);
        } catch (IOException e) {
            // The client has gone, which is what these tests are about.
        } finally {
            connections.remove(connection);
        }
    }

    static void send(SocketChannel connection, String text) throws IOException {
        connection.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
        threads.shutdownNow();
        Files.deleteIfExists(path());
        Files.delete(directory);
    }
}
