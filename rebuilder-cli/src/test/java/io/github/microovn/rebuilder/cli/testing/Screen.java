package io.github.microovn.rebuilder.cli.testing;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** An output that a test reads while it is written. */
public class Screen extends OutputStream {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private int read;

    @Override
    public synchronized void write(int value) {
        written.write(value);
        notifyAll();
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        written.write(bytes, offset, length);
        notifyAll();
    }

    /** All that was written, as Latin-1: one character a byte. */
    public synchronized String bytes() {
        return written.toString(StandardCharsets.ISO_8859_1);
    }

    /** Waits until a text appears behind what was read so far, and reads it: returns all from there to its end. */
    public synchronized String readTo(String text) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int found = bytes().indexOf(text, read);
        while (found < 0) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("no '" + text + "' in time, only:\n" + bytes().substring(read));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
            found = bytes().indexOf(text, read);
        }
        String result = bytes().substring(read, found + text.length());
        read = found + text.length();
        return result;
    }
}
