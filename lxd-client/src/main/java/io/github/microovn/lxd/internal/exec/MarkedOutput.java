package io.github.microovn.lxd.internal.exec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** One of a shell's outputs: keeps what commands write, up to the line with which the shell says that one has ended. */
final class MarkedOutput implements OutputSink {
    private final Object monitor;
    private final Buffer bytes = new Buffer();
    private ByteString mark = ByteString.EMPTY;
    private long searched;
    private boolean ended;
    private @Nullable RuntimeException loss;
    private @Nullable String word;

    /**
     * Makes one.
     *
     * @param monitor guards it and is notified when a command, or all of it, has ended
     */
    MarkedOutput(Object monitor) {
        this.monitor = monitor;
    }

    /** Forgets what is there and collects from now on, until a line that ends with a mark and a word. */
    void begin(String next) {
        synchronized (monitor) {
            bytes.clear();
            searched = 0;
            word = null;
            mark = ByteString.encodeUtf8(next);
        }
    }

    @Override
    public void write(ByteString more) {
        synchronized (monitor) {
            bytes.write(more);
            if (word == null) {
                find();
            }
        }
    }

    private void find() {
        long at = memory(() -> bytes.indexOf(mark, searched));
        if (at < 0) {
            searched = Math.max(0, bytes.size() - mark.size() + 1);
            return;
        }
        searched = at;
        long from = at + mark.size();
        long end = bytes.indexOf((byte) '\n', from);
        if (end < 0) {
            return;
        }
        Buffer said = new Buffer();
        bytes.copyTo(said, from, end - from);
        word = said.readString(StandardCharsets.US_ASCII);
        monitor.notifyAll();
    }

    /** Something that is done to a {@link Buffer}. */
    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T memory(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    @Override
    public void end() {
        over(null);
    }

    @Override
    public void lost(RuntimeException cause) {
        over(cause);
    }

    private void over(@Nullable RuntimeException cause) {
        synchronized (monitor) {
            ended = true;
            loss = cause;
            monitor.notifyAll();
        }
    }

    @Override
    public boolean isEmpty() {
        return true;
    }

    /** Tells whether the command has ended. */
    boolean isMarked() {
        synchronized (monitor) {
            return word != null;
        }
    }

    /** Returns the word after the mark. */
    String word() {
        synchronized (monitor) {
            return String.valueOf(word);
        }
    }

    /** Tells whether nothing comes any more. */
    boolean isOver() {
        synchronized (monitor) {
            return ended;
        }
    }

    /** Returns why nothing comes any more, where the daemon did not say that it was the end. */
    @Nullable
    RuntimeException loss() {
        synchronized (monitor) {
            return loss;
        }
    }

    /** Takes out what the command wrote. */
    byte[] take() {
        synchronized (monitor) {
            byte[] taken = memory(() -> bytes.readByteArray(searched));
            bytes.clear();
            return taken;
        }
    }
}
