package io.github.microovn.rebuilder.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Makes lines of output that comes in pieces, and remembers the last one. Thread-safe. */
final class OutputLines {

    /** Nobody reads a longer line. */
    private static final int LONGEST_BYTES = 1 << 14;

    private final Consumer<String> consumer;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private String last = "";

    OutputLines(Consumer<String> consumer) {
        this.consumer = consumer;
    }

    synchronized void add(byte[] piece) {
        for (byte one : piece) {
            if (one == '\n' || begun.size() == LONGEST_BYTES) {
                line();
            }
            if (one != '\n') {
                begun.write(one);
            }
        }
    }

    /** Nothing follows. */
    synchronized void end() {
        if (begun.size() > 0) {
            line();
        }
    }

    private void line() {
        String line = begun.toString(UTF_8).stripTrailing();
        begun.reset();
        if (!line.isBlank()) {
            last = line.strip();
        }
        consumer.accept(line);
    }

    /** The last line that was not blank; empty when there was none. */
    synchronized String last() {
        return last;
    }
}
