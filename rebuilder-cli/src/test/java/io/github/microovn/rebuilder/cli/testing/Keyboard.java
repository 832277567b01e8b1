package io.github.microovn.rebuilder.cli.testing;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A standard input that a test types on. */
public final class Keyboard extends InputStream {

    private static final int END = -1;

    private final BlockingQueue<Integer> keys = new LinkedBlockingQueue<>();

    /** Types a text; a line's end in it is Enter. */
    public void type(String text) {
        for (byte key : text.getBytes(StandardCharsets.UTF_8)) {
            keys.add(key & 0xff);
        }
    }

    /** Presses Enter. */
    public void enter() {
        type("\n");
    }

    /** Ends the input: Ctrl-D, or the end of a pipe. */
    public void end() {
        keys.add(END);
    }

    @Override
    public int read() {
        try {
            int key = keys.take();
            if (key == END) {
                keys.add(END);
            }
            return key;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return END;
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        int key = length == 0 ? END : read();
        if (key == END) {
            return -1;
        }
        bytes[offset] = (byte) key;
        return 1;
    }
}
