package io.github.microovn.rebuilder.cli.console;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lines to a reader, in UTF-8, each complete before the next. A reader that has gone (a closed pipe or terminal) is no
 * error: what is written then is dropped, and {@link #broken} says so. On a terminal a frame can stand below everything: some
 * rows that are redrawn in place, and are gone when the last line is written. Thread-safe.
 */
public final class Output {

    private final OutputStream stream;
    private final Optional<Terminal> terminal;
    private List<String> frame = List.of();
    private boolean covered;
    private String question = "";
    private @Nullable Output neighbour;
    private boolean broken;

    /**
     * Writes to something that is no terminal, or nothing but lines to one.
     *
     * @param stream the stream
     */
    public Output(OutputStream stream) {
        this(stream, Optional.empty());
    }

    /**
     * Writes to a stream.
     *
     * @param stream the stream
     * @param terminal the terminal it goes to, if it can be drawn on
     */
    public Output(OutputStream stream, Optional<Terminal> terminal) {
        this.stream = new BufferedOutputStream(stream);
        this.terminal = terminal;
    }

    /**
     * The terminal that this goes to.
     *
     * @return the terminal; none where nothing but lines can be written
     */
    public Optional<Terminal> terminal() {
        return terminal;
    }

    /**
     * Writes one line. Control characters in it, which a file name or a host's answer may contain, become question marks.
     *
     * @param text the line, without its end
     */
    public synchronized void line(String text) {
        if (neighbour != null) {
            neighbour.beside(() -> {
                write(printable(text) + "\n");
                flush();
            });
            return;
        }
        erase();
        write(printable(text) + "\n");
        draw();
        flush();
    }

    /**
     * Tells that another output may go to the same terminal, whose frame is not to be disturbed by lines of this one.
     *
     * @param other the other one
     */
    public synchronized void besides(Output other) {
        neighbour = other;
    }

    /**
     * Writes text that a line does not end after.
     *
     * @param text the text
     */
    public synchronized void text(String text) {
        erase();
        write(text);
        flush();
    }

    /**
     * Asks something, in a line that the answer ends. What is told meanwhile by {@link #aside} stands before the question is
     * asked once more.
     *
     * @param text the question
     */
    public synchronized void question(String text) {
        text(text);
        question = text;
    }

    /**
     * The question is answered.
     *
     * @param echo what was typed, where the terminal does not show it; with the end of the line where nothing else ends it
     */
    public synchronized void answered(String echo) {
        question = "";
        text(echo);
    }

    /**
     * Writes lines while the user may be asked something.
     *
     * @param lines the lines
     */
    public synchronized void aside(List<String> lines) {
        lines.forEach(this::line);
        repeatQuestion();
        flush();
    }

    /**
     * Writes bytes as they are, and a line's end if they lack it.
     *
     * @param bytes the bytes
     * @throws IOException when they cannot be read
     */
    public synchronized void bytes(InputStream bytes) throws IOException {
        erase();
        byte[] buffer = new byte[8192];
        byte last = '\n';
        for (int count = bytes.read(buffer); count > 0; count = bytes.read(buffer)) {
            write(buffer, count);
            last = buffer[count - 1];
        }
        if (last != '\n') {
            write("\n");
        }
        draw();
        flush();
    }

    /**
     * Shows rows below the lines, in place of those shown before; nothing off a terminal.
     *
     * @param rows the rows, each narrower than the terminal, together lower than it; none to show no frame
     */
    public synchronized void frame(List<String> rows) {
        if (terminal.isEmpty() || rows.equals(frame)) {
            return;
        }
        if (rows.isEmpty()) {
            erase();
            frame = List.of();
        } else {
            frame = List.copyOf(rows);
            draw();
        }
        flush();
    }

    /**
     * Replaces a frame that is shown, also where nothing in it changed: the terminal may have moved what it shows.
     *
     * @param rows the rows for the terminal as it is now
     */
    synchronized void redraw(List<String> rows) {
        if (!frame.isEmpty() && !rows.isEmpty()) {
            frame = List.copyOf(rows);
            draw();
            flush();
        }
    }

    /** Draws the frame, or asks the question, once more: others have written on the terminal. */
    public synchronized void uncover() {
        covered = false;
        draw();
        repeatQuestion();
        flush();
    }

    /** Leaves the terminal to others until it is drawn again. */
    public synchronized void cover() {
        erase();
        covered = true;
        flush();
    }

    private synchronized void beside(Runnable writing) {
        erase();
        flush();
        writing.run();
        draw();
        flush();
    }

    /** Goes to a new line on a terminal that has just echoed a Ctrl-C behind what is there. */
    public synchronized void echoed() {
        if (terminal.isPresent() && !terminal.get().taken()) {
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

    /** Between two drawings the cursor is at the frame's beginning, where it stays whatever becomes of the terminal's size. */
    private void erase() {
        if (!frame.isEmpty() && !covered) {
            write("\r" + Ansi.ERASE_BELOW + Ansi.SHOW_CURSOR);
        }
    }

    private void draw() {
        if (!frame.isEmpty() && !covered) {
            write(Ansi.frame(frame));
        }
    }

    private void repeatQuestion() {
        if (terminal.isPresent() && frame.isEmpty()) {
            write(question);
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
