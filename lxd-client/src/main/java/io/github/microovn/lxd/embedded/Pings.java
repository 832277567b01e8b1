package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends the daemon's pings: one when a websocket opens and one in each interval. */
final class Pings implements AutoCloseable {
    private static final byte[] PAYLOAD = "keepalive".getBytes(StandardCharsets.US_ASCII);

    private static final int MOST_UNANSWERED = 2;

    private final Set<WebSocket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<WebSocket> strict = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "embedded-lxd-pings");
        thread.setDaemon(true);
        return thread;
    });

    Pings(Duration interval) {
        var unused = timer.scheduleAtFixedRate(
                () -> sockets.forEach(this::send), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    void begin(WebSocket socket) {
        sockets.add(socket);
        send(socket);
    }

    /** Pings and cuts the web socket when three pings in a row were not answered. */
    void beginStrictly(WebSocket socket) {
        strict.add(socket);
        begin(socket);
    }

    void end(WebSocket socket) {
        sockets.remove(socket);
        strict.remove(socket);
    }

    private void send(WebSocket socket) {
        if (socket.unanswered() > MOST_UNANSWERED && strict.contains(socket)) {
            socket.cut();
        }
        try {
            socket.ping(PAYLOAD);
        } catch (IOException e) {
            sockets.remove(socket); // it is closed
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
