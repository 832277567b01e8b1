package io.github.microovn.lxd.internal.event;

import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.http.Upgrade;
import io.github.microovn.lxd.internal.websocket.Frame;
import io.github.microovn.lxd.internal.websocket.Frame.Kind;
import io.github.microovn.lxd.internal.websocket.WebSocketStream;
import io.github.microovn.lxd.internal.websocket.WebSocketStream.Handshake;
import io.github.microovn.lxd.model.event.LxdEvent;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the events of a daemon. It answers pings, because a daemon gives up a listener that leaves three of them
 * unanswered, and it cuts itself when the daemon is silent for too long. One thread opens, then one reads; any thread cuts.
 */
final class EventConnection implements AutoCloseable {
    private static final long LONGEST = 16 * 1024 * 1024;

    private final Executor threads;
    private final EventTimings timings;
    private final Handshake handshake;
    private final Upgrade upgrade;
    private final Buffer message = new Buffer();
    private @Nullable WebSocketStream stream;
    private @Nullable Frame first;
    private volatile long lastHeard = System.nanoTime();
    private volatile boolean over;
    private volatile boolean silent;

    EventConnection(Http http, HttpRequest request, EventTimings timings) {
        this.threads = http.threads();
        this.timings = timings;
        this.handshake = Handshake.of(request);
        this.upgrade = http.upgrade(handshake.request());
    }

    /**
     * Connects and waits until the daemon listens: it agrees to the web socket before it takes the listener into its list,
     * and what happens between is told to nobody. Its first ping, or its answer to ours, comes after that.
     *
     * @throws io.github.microovn.lxd.error.LxdException if it does not
     */
    void open() {
        try {
            WebSocketStream opened = handshake.connect(upgrade);
            stream = opened;
            heard();
            beatLater(opened);
            ping(opened);
            first = opened.read();
            heard();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Reads events until the connection is lost, which is how it always ends.
     *
     * @return why
     */
    RuntimeException read(Consumer<? super LxdEvent> sink) {
        WebSocketStream opened = stream;
        Frame frame = first;
        if (opened == null || frame == null) {
            throw new IllegalStateException("not open");
        }
        try {
            while (true) {
                take(opened, frame, sink);
                frame = opened.read();
                heard();
            }
        } catch (IOException e) {
            return failure(e);
        }
    }

    private void take(WebSocketStream opened, Frame frame, Consumer<? super LxdEvent> sink) throws IOException {
        switch (frame.kind()) {
            case PING -> {
                byte[] payload = frame.payload().toByteArray();
                opened.write(Kind.PONG, payload, 0, payload.length);
            }
            case CLOSE -> throw new EOFException("the daemon closed the connection");
            case TEXT, BINARY -> {
                message.write(frame.payload());
                if (message.size() > LONGEST) {
                    throw new IOException("an event of more than " + LONGEST + " bytes");
                }
                if (frame.last()) {
                    sink.accept(EventReader.read(message.readUtf8()));
                }
            }
            default -> {
                // A pong, which was heard.
            }
        }
    }

    private RuntimeException failure(IOException e) {
        return upgrade.failure(silent ? new IOException("silent for " + timings.dead(), e) : e);
    }

    private void heard() {
        lastHeard = System.nanoTime();
    }

    private void beatLater(WebSocketStream opened) {
        CompletableFuture.delayedExecutor(timings.heartbeat().toNanos(), TimeUnit.NANOSECONDS, threads)
                .execute(() -> beat(opened));
    }

    private void beat(WebSocketStream opened) {
        long silence = System.nanoTime() - lastHeard;
        if (over) {
            return;
        }
        if (silence >= timings.dead().toNanos()) {
            silent = true;
            upgrade.cut();
            return;
        }
        beatLater(opened); // before the ping, which waits if the daemon does not read
        if (silence >= timings.heartbeat().toNanos()) {
            try {
                ping(opened);
            } catch (IOException e) {
                upgrade.cut(); // and the reader tells
            }
        }
    }

    private static void ping(WebSocketStream opened) throws IOException {
        opened.write(Kind.PING, new byte[0], 0, 0);
    }

    /** Ends the connection at once, whoever waits in it. */
    void cut() {
        over = true;
        upgrade.cut();
    }

    @Override
    public void close() {
        cut();
        WebSocketStream opened = stream;
        if (opened == null) {
            upgrade.close();
        } else {
            opened.close();
        }
    }
}
