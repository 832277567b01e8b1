package io.github.microovn.lxd.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The console of an instance. Nothing runs at it: it shows what it is {@linkplain #print told to} and echoes what is typed, and
 * remembers the last 128 KiB of both. Thread-safe.
 */
public final class EmbeddedConsole {
    private static final int RING = 128 * 1024;

    private byte[] ring = new byte[0];
    private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
    private @Nullable WebSocket viewer;

    EmbeddedConsole() {}

    /**
     * Shows a text.
     *
     * @param text any text; its lines end with a line feed
     */
    public synchronized void print(String text) {
        show(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns what was typed.
     *
     * @return all of it so far
     */
    public synchronized String typed() {
        return typed.toString(StandardCharsets.UTF_8);
    }

    private void show(byte[] bytes) {
        byte[] all = Arrays.copyOf(ring, ring.length + bytes.length);
        System.arraycopy(bytes, 0, all, ring.length, bytes.length);
        ring = Arrays.copyOfRange(all, Math.max(0, all.length - RING), all.length);
        if (viewer != null) {
            try {
                viewer.send(WebSocket.BINARY, bytes);
            } catch (IOException e) {
                viewer = null; // it left
            }
        }
    }

    synchronized void type(byte[] bytes) {
        typed.writeBytes(bytes);
        print(new String(bytes, StandardCharsets.UTF_8).replace('\r', '\n'));
    }

    /** What it has shown, or less; nothing after {@link #clear}. */
    synchronized byte[] log() {
        return ring.clone();
    }

    synchronized void clear() {
        ring = new byte[0];
    }

    /** Shows everything to one viewer from now on, and tells whether nobody else had it. */
    synchronized boolean take(WebSocket socket) {
        if (viewer != null) {
            return false;
        }
        viewer = socket;
        return true;
    }

    /** Shows nothing more to a viewer, and tells whether it was the one until now. */
    synchronized boolean release(WebSocket socket) {
        boolean had = viewer == socket;
        viewer = had ? null : viewer;
        return had;
    }

    /** Tells the viewer that the instance has stopped. */
    synchronized void end() {
        if (viewer != null) {
            try {
                viewer.send(WebSocket.TEXT, new byte[0]);
            } catch (IOException e) {
                // It left before the instance did.
            }
            viewer = null;
        }
    }
}
