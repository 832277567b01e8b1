package io.github.microovn.rebuilder.cli.demo;

import java.io.IOException;
import java.io.InputStream;

/** Presses Enter a number of times, then leaves the keyboard to somebody else. */
final class ScriptedKeyboard extends InputStream {

    private final Runnable echo;
    private final InputStream successor;
    private int remaining;

    /**
     * Prepares to type.
     *
     * @param times how often Enter is pressed
     * @param echo shows that it was, as a terminal would
     * @param successor where the rest comes from
     */
    ScriptedKeyboard(int times, Runnable echo, InputStream successor) {
        this.remaining = times;
        this.echo = echo;
        this.successor = successor;
    }

    @Override
    public int read() throws IOException {
        if (remaining == 0) {
            return successor.read();
        }
        remaining--;
        echo.run();
        return '\n';
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int next = read();
        if (next < 0) {
            return -1;
        }
        bytes[offset] = (byte) next;
        return 1;
    }
}
