package io.github.microovn.lxd.internal.unix;

import io.github.microovn.lxd.internal.socket.ClaimingSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Socket} over a {@link GuardedChannel}.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // A close must not wait for who holds the monitor.
final class GuardedSocket extends ClaimingSocket {
    private static final int FIRST_BUFFER_SIZE = 16 * 1024;
    private static final int LARGEST_BUFFER_SIZE = 128 * 1024;

    /** OkHttp writes much data in pieces of this size. */
    private static final int SEGMENT_SIZE = 8 * 1024;

    private static final int SHUT_RD = 0;
    private static final int SHUT_WR = 1;

    private final Path path;
    private final GuardedChannel channel;
    private final Consumer<Socket> whenClosed;
    private final InputStream input = new Input();
    private final OutputStream output = new Output();
    private volatile boolean inputShutdown;
    private volatile boolean outputShutdown;

    GuardedSocket(Path path, Consumer<Socket> whenClosed) throws IOException {
        this.path = path;
        this.whenClosed = whenClosed;
        this.channel = new GuardedChannel();
    }

    @Override
    protected void connect(Duration timeout) throws IOException {
        try {
            channel.connect(path, timeout);
        } catch (ClosedChannelException e) {
            throw translated(e);
        }
    }

    /** An interrupt must not look like a lost connection, which is tried again. */
    private static IOException translated(ClosedChannelException e) {
        IOException translated = e instanceof ClosedByInterruptException
                ? new InterruptedIOException("interrupted")
                : new SocketException("Socket closed");
        translated.initCause(e);
        return translated;
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public void setSoTimeout(int timeoutMillis) throws SocketException {
        try {
            channel.readTimeout(timeoutMillis);
        } catch (IOException e) {
            throw (SocketException) new SocketException("Socket closed").initCause(e);
        }
        rememberTimeout(timeoutMillis);
    }

    @Override
    public void shutdownInput() throws IOException {
        inputShutdown = true;
        channel.shutdown(SHUT_RD);
    }

    @Override
    public void shutdownOutput() throws IOException {
        outputShutdown = true;
        channel.shutdown(SHUT_WR);
    }

    /**
     * Tells also whether the daemon has hung up. OkHttp asks before it uses a connection again, when nothing is awaited; a request
     * that is written to a dead one fails, and what changes something must not be repeated.
     */
    @Override
    public boolean isInputShutdown() {
        return inputShutdown || channel.hasHungUp();
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShutdown;
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        whenClosed.accept(this);
        channel.close();
    }

    @Override
    public String toString() {
        return "GuardedSocket[" + path + "]";
    }

    /** Doubles a buffer that was full. Most sockets carry little, and a hundred of them may be open. */
    private static ByteBuffer larger(ByteBuffer full) {
        return full.capacity() >= LARGEST_BUFFER_SIZE ? full : ByteBuffer.allocateDirect(2 * full.capacity());
    }

    /** Reads ahead, because OkHttp asks for small pieces. */
    private final class Input extends InputStream {
        private @Nullable ByteBuffer buffer;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (length == 0) {
                return 0;
            }
            ByteBuffer ahead = buffer;
            if (ahead == null) {
                ahead = ByteBuffer.allocateDirect(FIRST_BUFFER_SIZE).limit(0);
            } else if (!ahead.hasRemaining() && ahead.limit() == ahead.capacity()) {
                ahead = larger(ahead).limit(0);
            }
            buffer = ahead;
            if (!ahead.hasRemaining() && !fill(ahead)) {
                return -1;
            }
            int count = Math.min(length, ahead.remaining());
            ahead.get(target, offset, count);
            return count;
        }

        private boolean fill(ByteBuffer ahead) throws IOException {
            ahead.clear();
            try {
                return channel.read(ahead) > 0;
            } catch (ClosedChannelException e) {
                throw translated(e);
            } finally {
                ahead.flip();
            }
        }

        @Override
        public void close() throws IOException {
            GuardedSocket.this.close();
        }
    }

    /**
     * Writes through, because OkHttp does not always flush, but for pieces that others follow: the daemon has more work with
     * many small pieces than with few large ones.
     */
    private final class Output extends OutputStream {
        private @Nullable ByteBuffer buffer;

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, source.length);
            ByteBuffer out = buffer;
            if (out == null) {
                out = ByteBuffer.allocateDirect(FIRST_BUFFER_SIZE);
                buffer = out;
            }
            int taken = 0;
            while (taken < length) {
                int count = Math.min(length - taken, out.remaining());
                out.put(source, offset + taken, count);
                taken += count;
                if (!out.hasRemaining()) {
                    send(out);
                    out = larger(out);
                    buffer = out;
                }
            }
            if (length != SEGMENT_SIZE) {
                flush();
            }
        }

        private void send(ByteBuffer out) throws IOException {
            try {
                channel.write(out.flip());
            } catch (ClosedChannelException e) {
                throw translated(e);
            } finally {
                out.clear();
            }
        }

        @Override
        public void flush() throws IOException {
            ByteBuffer out = buffer;
            if (out != null && out.position() > 0) {
                send(out);
            }
        }

        @Override
        public void close() throws IOException {
            GuardedSocket.this.close();
        }
    }
}
