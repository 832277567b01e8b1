package io.github.microovn.lxd.internal.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A TLS server that does with each connection what a test says. */
final class TlsServer implements AutoCloseable {
    /** What happens on a connection, after the handshake. */
    @FunctionalInterface
    interface Talk {
        void on(SSLSocket connection) throws Exception;
    }

    static final byte[] OK = ("HTTP/1.1 200 OK\r\nContent-Length: 59\r\n\r\n"
                    + "{\"type\":\"sync\",\"metadata\":{\"auth\":\"trusted\"},\"x\":\"1234567\"}")
            .getBytes(StandardCharsets.US_ASCII);

    private final Identity identity = SelfSigned.server("test", Instant.now());
    private final ServerSocket listener;
    private final SSLContext context;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Semaphore closed = new Semaphore(0);

    TlsServer(Talk talk) throws Exception {
        context = SSLContext.getInstance("TLSv1.3");
        context.init(new KeyManager[] {identity.keyManager()}, null, null);
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(() -> {
            while (true) {
                Socket plain = listener.accept();
                open.add(plain);
                accepted.incrementAndGet();
                start(() -> {
                    try (plain) {
                        SSLSocket secured =
                                (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
                        talk.on(secured);
                    }
                    closed.release();
                });
            }
        });
    }

    private interface Task {
        void run() throws Exception;
    }

    private static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Exception e) {
                // The test has ended, or the client has.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    HostAndPort address() {
        return new HostAndPort("127.0.0.1", listener.getLocalPort());
    }

    ServerTrust trust() {
        return ServerTrust.pinned(identity.fingerprint());
    }

    int accepted() {
        return accepted.get();
    }

    /** Waits until one more connection was closed. */
    void awaitClosed() throws InterruptedException {
        closed.acquire();
    }

    /** Reads the head of a request; false at the end. */
    static boolean readHead(InputStream in) throws IOException {
        int matched = 0;
        while (matched < 4) {
            int b = in.read();
            if (b < 0) {
                return false;
            }
            matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
        }
        return true;
    }

    /** Answers one request. */
    static void answer(SSLSocket connection) throws IOException {
        readHead(connection.getInputStream());
        OutputStream out = connection.getOutputStream();
        out.write(OK);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
