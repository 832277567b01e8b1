package io.github.microovn.lxd.internal.exec;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Hands what a command writes to a reader. While it is full, the command waits. */
public final class OutputPipe extends InputStream implements OutputSink {
    private static final int FULL = 256 * 1024;

    private final Deque<ByteString> queue = new ArrayDeque<>();
    private int taken;
    private long waiting;
    private boolean ended;
    private boolean closed;
    private boolean abandoned;
    private @Nullable RuntimeException lost;

    @Override
    public synchronized void write(ByteString bytes) {
        while (waiting >= FULL && !closed && !abandoned) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        if (!closed && waiting < FULL && bytes.size() > 0) {
            queue.add(bytes);
            waiting += bytes.size();
            notifyAll();
        }
    }

    @Override
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public synchronized void lost(RuntimeException cause) {
        lost = cause;
        notifyAll();
    }

    /** Lets nothing wait for a reader any more: what does not fit is dropped. */
    synchronized void abandon() {
        abandoned = true;
        notifyAll();
    }

    @Override
    public synchronized boolean isEmpty() {
        return waiting == 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        ByteString first = await();
        if (first == null) {
            return -1;
        }
        int count = Math.min(length, first.size() - taken);
        first.copyInto(taken, target, offset, count);
        taken += count;
        waiting -= count;
        if (taken == first.size()) {
            queue.remove();
            taken = 0;
        }
        notifyAll();
        return count;
    }

    private synchronized @Nullable ByteString await() throws IOException {
        while (queue.isEmpty() && !ended && !closed && lost == null) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
        if (closed) {
            throw new IOException("closed");
        }
        if (queue.isEmpty() && !ended && lost != null) {
            throw new IOException("output was lost: " + lost.getMessage(), lost);
        }
        return queue.peek();
    }

    @Override
    public synchronized int available() {
        return (int) waiting;
    }

    /** Throws away what was not read and what is yet to come. */
    @Override
    public synchronized void close() {
        closed = true;
        queue.clear();
        waiting = 0;
        notifyAll();
    }
}
