package io.github.microovn.rebuilder.cli.console;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lines to a reader, in UTF-8, each complete before the next. A reader that has gone (a closed pipe or terminal) is no
 * error: what is written then is dropped, and {@link #broken} says so. On a terminal one status line can stand below
 * everything, redrawn in place and gone before the next line. Thread-safe.
 */
public final class Output {

    private final OutputStream stream;
    private final boolean terminal;
    private int statusWidth;
    private boolean broken;

    /**
     * Writes to a stream.
     *
     * @param stream the stream
     * @param terminal whether a status line can be redrawn on it
     */
    public Output(OutputStream stream, boolean terminal) {
        this.stream = new BufferedOutputStream(stream);
        this.terminal = terminal;
    }

    /**
     * Writes one line. Control characters in it, which a file name or a host's answer may contain, become question marks.
     *
     * @param text the line, without its end
     */
    public synchronized void line(String text) {
        eraseStatus();
        write(printable(text) + "\n");
        flush();
    }

    /**
     * Writes text that a line does not end after.
     *
     * @param text the text
     */
    public synchronized void text(String text) {
        eraseStatus();
        write(text);
        flush();
    }

    /**
     * Writes bytes as they are, and a line's end if they lack it.
     *
     * @param bytes the bytes
     * @throws IOException when they cannot be read
     */
    public synchronized void bytes(InputStream bytes) throws IOException {
        eraseStatus();
        byte[] buffer = new byte[8192];
        byte last = '\n';
        for (int count = bytes.read(buffer); count > 0; count = bytes.read(buffer)) {
            write(buffer, count);
            last = buffer[count - 1];
        }
        if (last != '\n') {
            write("\n");
        }
        flush();
    }

    /**
     * Shows a text below the lines until something else is written; nothing off a terminal.
     *
     * @param text the text, shorter than a line
     */
    public synchronized void status(String text) {
        if (terminal) {
            write("\r" + text + " ".repeat(Math.max(0, statusWidth - text.length())));
            statusWidth = text.length();
            flush();
        }
    }

    /** Removes the text that {@link #status} shows. */
    public synchronized void clearStatus() {
        eraseStatus();
        flush();
    }

    /** Goes to a new line on a terminal that has just echoed a Ctrl-C behind what is there. */
    public synchronized void echoed() {
        if (statusWidth > 0) {
            eraseStatus();
        } else if (terminal) {
            write("\n");
        }
        flush();
    }

    /**
     * Whether nobody reads any more.
     *
     * @return true after a write failed
     */
    public synchronized boolean broken() {
        return broken;
    }

    /** A Ctrl-C may have left its echo behind the text. */
    private void eraseStatus() {
        if (statusWidth > 0) {
            write("\r" + " ".repeat(statusWidth + "^C".length()) + "\r");
            statusWidth = 0;
        }
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\t]]", "?");
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, bytes.length);
    }

    private void write(byte[] bytes, int count) {
        try {
            if (!broken) {
                stream.write(bytes, 0, count);
            }
        } catch (IOException e) {
            broken = true;
        }
    }

    private void flush() {
        try {
            if (!broken) {
                stream.flush();
            }
        } catch (IOException e) {
            broken = true;
        }
    }
}
