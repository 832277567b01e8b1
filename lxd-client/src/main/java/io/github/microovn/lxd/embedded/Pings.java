package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends the daemon's pings: one when a websocket opens and one every ten seconds. */
final class Pings implements AutoCloseable {
    private static final byte[] PAYLOAD = "keepalive".getBytes(StandardCharsets.US_ASCII);

    private final Set<WebSocket> sockets = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "embedded-lxd-pings");
        thread.setDaemon(true);
        return thread;
    });

    Pings() {
        var unused = timer.scheduleAtFixedRate(() -> sockets.forEach(this::send), 10, 10, TimeUnit.SECONDS);
    }

    void begin(WebSocket socket) {
        sockets.add(socket);
        send(socket);
    }

    void end(WebSocket socket) {
        sockets.remove(socket);
    }

    private void send(WebSocket socket) {
        try {
            socket.send(WebSocket.PING, PAYLOAD);
        } catch (IOException e) {
            sockets.remove(socket); // it is closed
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
