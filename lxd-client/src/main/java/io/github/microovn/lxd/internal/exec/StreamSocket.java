package io.github.microovn.lxd.internal.exec;

import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.http.Upgrade;
import io.github.microovn.lxd.internal.websocket.Frame;
import io.github.microovn.lxd.internal.websocket.Frame.Kind;
import io.github.microovn.lxd.internal.websocket.WebSocketStream;
import io.github.microovn.lxd.internal.websocket.WebSocketStream.Handshake;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One of the web sockets of a command, and how far it is. A thread attaches it and then reads it, also where nothing but
 * pings is to come: a daemon whose pings nobody reads stops at last. They are not answered, which no daemon minds here.
 */
final class StreamSocket {
    /** How far a socket is. */
    enum State {
        /** On its way. */
        ATTACHING,
        /** Attached. */
        OPEN,
        /** The daemon has said that there is no more. */
        ENDED,
        /** Gone without that. */
        LOST
    }

    private final @Nullable OutputSink sink;
    private final Object monitor;
    private final Upgrade upgrade;
    private final Handshake handshake;
    private State state = State.ATTACHING;
    private boolean attached;
    private final Queue<byte[]> textsWhenOpen = new ArrayDeque<>();
    private @Nullable WebSocketStream stream;
    private @Nullable RuntimeException loss;
    private volatile long lastActivity = System.nanoTime();

    /**
     * Prepares to attach.
     *
     * @param http connects
     * @param request asks for the socket
     * @param sink takes what comes, or null where nothing does
     * @param monitor guards the state and is notified of its changes
     */
    StreamSocket(Http http, HttpRequest request, @Nullable OutputSink sink, Object monitor) {
        this.sink = sink;
        this.monitor = monitor;
        this.handshake = Handshake.of(request);
        this.upgrade = http.upgrade(handshake.request());
    }

    /** Attaches as soon as another one is attached or has failed to, and reads until the end. */
    void runAfter(StreamSocket other) {
        try {
            other.awaitAttached();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // which fails the attempt
        }
        run();
    }

    /** Attaches once another one is attached, and reads until the end; does nothing, and says so, if that fails to attach. */
    boolean runOnceAttached(StreamSocket other) {
        try {
            other.awaitAttached();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!other.wasAttached()) {
            return false;
        }
        run();
        return true;
    }

    /** Attaches and reads until the end. */
    void run() {
        try (upgrade;
                WebSocketStream opened = handshake.connect(upgrade)) {
            opened(opened);
            for (Frame frame = opened.read(); take(frame); frame = opened.read()) {
                lastActivity = System.nanoTime();
            }
        } catch (EOFException e) {
            lose(upgrade.failure(new IOException("the daemon ended the stream without saying so", e)));
        } catch (IOException e) {
            lose(upgrade.failure(e));
        } catch (RuntimeException e) {
            lose(e);
        }
    }

    private void opened(WebSocketStream opened) throws IOException {
        synchronized (monitor) {
            stream = opened;
            attached = true;
        }
        for (byte[] text = nextText(); text != null; text = nextText()) {
            opened.write(Kind.TEXT, text, 0, text.length);
        }
    }

    /** Returns what is to be sent before all else; when there is nothing any more, the socket is open. */
    private byte @Nullable [] nextText() {
        synchronized (monitor) {
            if (textsWhenOpen.isEmpty()) {
                move(State.OPEN);
            }
            return textsWhenOpen.poll();
        }
    }

    /** Says that nothing more is sent, by an empty text frame. */
    void end() throws IOException {
        tell(new byte[0]);
    }

    /** Sends a text frame, as soon as the socket is attached, but without waiting for that. */
    void tell(byte[] text) throws IOException {
        synchronized (monitor) {
            if (state == State.ATTACHING) {
                textsWhenOpen.add(text);
                return;
            }
        }
        send(Kind.TEXT, text, 0, text.length);
    }

    /** Takes a frame and tells whether there can be more. The end of an output is a text frame, whatever is in it. */
    private boolean take(Frame frame) throws IOException {
        switch (frame.kind()) {
            case BINARY -> {
                if (sink != null) {
                    sink.write(frame.payload());
                }
            }
            case TEXT -> {
                if (sink != null) {
                    sink.end();
                }
                move(State.ENDED);
                return false;
            }
            case CLOSE -> throw new EOFException("closed");
            default -> {
                // A ping.
            }
        }
        return true;
    }

    private void lose(RuntimeException cause) {
        synchronized (monitor) {
            loss = cause;
            move(State.LOST);
        }
        if (sink != null) {
            sink.lost(cause);
        }
    }

    private void move(State next) {
        synchronized (monitor) {
            state = next;
            lastActivity = System.nanoTime();
            monitor.notifyAll();
        }
    }

    State state() {
        synchronized (monitor) {
            return state;
        }
    }

    /** Tells whether nothing comes any more. */
    boolean isOver() {
        State now = state();
        return now == State.ENDED || now == State.LOST;
    }

    /** Tells whether it was attached at some time. */
    boolean wasAttached() {
        synchronized (monitor) {
            return attached;
        }
    }

    /** Tells whether it will never be attached. */
    boolean hasFailedToAttach() {
        return state() == State.LOST && !wasAttached();
    }

    @Nullable
    RuntimeException loss() {
        synchronized (monitor) {
            return loss;
        }
    }

    /** Tells whether everything that came was taken. */
    boolean isDrained() {
        return sink == null || sink.isEmpty();
    }

    /** Returns when something came last, in the time of {@link System#nanoTime}. */
    long lastActivity() {
        return lastActivity;
    }

    /** Sends a frame as soon as the socket is attached, and waits while the command does not read. */
    void send(Kind kind, byte[] bytes, int offset, int length) throws IOException {
        awaitOpen().write(kind, bytes, offset, length);
    }

    private WebSocketStream awaitOpen() throws IOException {
        synchronized (monitor) {
            try {
                awaitAttached();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
            WebSocketStream opened = stream;
            if (opened == null || isOver()) {
                throw new IOException("the command has ended");
            }
            return opened;
        }
    }

    private void awaitAttached() throws InterruptedException {
        synchronized (monitor) {
            while (state == State.ATTACHING) {
                monitor.wait();
            }
        }
    }

    /** Cuts the connection. */
    void cut() {
        upgrade.cut();
    }
}
