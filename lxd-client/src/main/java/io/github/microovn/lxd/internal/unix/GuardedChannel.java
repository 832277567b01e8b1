package io.github.microovn.lxd.internal.unix;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.nio.file.Path;
import java.time.Duration;
import jnr.constants.platform.Errno;
import jnr.enxio.channels.Native;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;
import jnr.unixsocket.UnixSocketOptions;

/**
 * A native unix socket that one thread can close while others use it.
 *
 * <p>jnr reads and writes whatever the number of the descriptor stands for at that moment, so a socket that was closed can
 * read the bytes of the next one that got the number. Therefore every native call counts itself in and out. Closing marks
 * the channel, counts itself in, shuts both directions down, which wakes who waits, and counts itself out; whoever is the
 * last one out gives the descriptor back. The shutdown has to be inside the count, else it hits the next owner too.
 *
 * <p>Being an interruptible channel, it is closed by the interrupt of a thread that waits in it.
 */
final class GuardedChannel extends AbstractInterruptibleChannel {
    /** How long one attempt to connect waits for a place in the queue of the server. */
    private static final int CONNECT_SLICE_MILLIS = 100;

    private static final int SHUT_RDWR = 2;

    private final UnixSocketChannel channel;
    private final int descriptor;
    private final Object guard = new Object();
    private int inside;
    private boolean closing;
    private volatile int readTimeoutMillis;

    GuardedChannel() throws IOException {
        channel = UnixSocketChannel.create();
        descriptor = channel.getFD();
    }

    /** A native call that may not be made any more once the channel is closed. */
    interface NativeCall<T> {
        T run() throws IOException;
    }

    int descriptor() {
        return descriptor;
    }

    void connect(Path path, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        UnixSocketAddress address = new UnixSocketAddress(path.toString());
        guarded(() -> channel.setOption(UnixSocketOptions.SO_SNDTIMEO, CONNECT_SLICE_MILLIS));
        while (!blocking(() -> connectOnce(address, path))) {
            if (System.nanoTime() - deadline > 0) {
                throw new UnixConnectException(path, UnixConnectException.Reason.BUSY, null);
            }
        }
        guarded(() -> channel.setOption(UnixSocketOptions.SO_SNDTIMEO, 0));
    }

    private boolean connectOnce(UnixSocketAddress address, Path path) throws IOException {
        try {
            return channel.connect(address);
        } catch (IOException e) {
            Errno error = Native.getLastError();
            if (error == Errno.EINTR) {
                return false;
            }
            throw new UnixConnectException(path, UnixConnectException.Reason.of(error), e);
        }
    }

    /** Sets how long a read may wait; 0 means without limit. */
    void readTimeout(int millis) throws IOException {
        guarded(() -> channel.setOption(UnixSocketOptions.SO_RCVTIMEO, millis));
        readTimeoutMillis = millis;
    }

    /** Reads at least one byte, or returns -1 at the end of the stream. */
    int read(ByteBuffer buffer) throws IOException {
        int count = blocking(() -> {
            int read = Native.read(descriptor, buffer);
            if (read < 0) {
                throw failure("read");
            }
            return read;
        });
        return count == 0 ? -1 : count;
    }

    /** Tells whether the other end has hung up, where nothing is awaited from it. What it says nevertheless is lost and counts. */
    boolean hasHungUp() {
        ByteBuffer one = ByteBuffer.allocateDirect(1);
        try {
            return guarded(() -> {
                Native.setBlocking(descriptor, false);
                try {
                    return Native.read(descriptor, one) >= 0 || !isNothingThere(Native.getLastError());
                } finally {
                    Native.setBlocking(descriptor, true);
                }
            });
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isNothingThere(Errno error) {
        return error == Errno.EAGAIN || error == Errno.EWOULDBLOCK;
    }

    /** Writes all of the buffer. */
    void write(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            blocking(() -> {
                int written = Native.write(descriptor, buffer);
                if (written < 0) {
                    throw failure("write");
                }
                return written;
            });
        }
    }

    /** Ends one direction, or both: 0 what is read, 1 what is written, 2 both. */
    void shutdown(int direction) throws IOException {
        guarded(() -> Native.shutdown(descriptor, direction));
    }

    private IOException failure(String what) {
        Errno error = Native.getLastError();
        if (isNothingThere(error)) {
            return new SocketTimeoutException(what + " took longer than " + readTimeoutMillis + " ms");
        }
        return new IOException(what + ": " + error.description());
    }

    /** Makes a call that can wait, so that a close or an interrupt ends it with an exception and never looks like an end. */
    private <T> T blocking(NativeCall<T> call) throws IOException {
        boolean done = false;
        begin();
        try {
            T result = guarded(call);
            done = isOpen();
            return result;
        } finally {
            end(done);
        }
    }

    /** Makes a call during which the descriptor stays what it is. */
    <T> T guarded(NativeCall<T> call) throws IOException {
        synchronized (guard) {
            if (closing) {
                throw new ClosedChannelException();
            }
            inside++;
        }
        try {
            return call.run();
        } finally {
            leave();
        }
    }

    private void leave() throws IOException {
        boolean last;
        synchronized (guard) {
            inside--;
            last = closing && inside == 0;
        }
        if (last) {
            channel.close();
        }
    }

    @Override
    protected void implCloseChannel() throws IOException {
        synchronized (guard) {
            closing = true;
            inside++;
        }
        Native.shutdown(descriptor, SHUT_RDWR);
        leave();
    }
}
