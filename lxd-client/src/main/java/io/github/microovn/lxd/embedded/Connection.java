package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One accepted connection. MockWebServer reads only the heads of requests from it: its stream ends each read at a blank
 * line, so that bodies and upgraded streams are read here, without a buffer that holds a whole body.
 */
final class Connection extends Socket {
    private static final InetSocketAddress CLAIMED = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    private final Wire wire;
    private final Runnable onClose;
    private final ByteBuffer received = ByteBuffer.allocate(64 * 1024).flip();
    private volatile boolean open = true;
    private volatile boolean upgraded;
    private final HeadStream head = new HeadStream();
    private final Output output = new Output();

    Connection(Wire wire, Runnable onClose) {
        this.wire = wire;
        this.onClose = onClose;
    }

    Caller caller() {
        return new Caller(wire.isLocal(), wire.clientCertificate());
    }

    /** Says that this is a stream from now on, which is read to its end also where nothing can be written any more. */
    void becomeStream() {
        upgraded = true;
    }

    /** Reads what follows the head: a body, or an upgraded stream. */
    int readRaw(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (received.hasRemaining()) {
            int count = Math.min(length, received.remaining());
            received.get(target, offset, count);
            return count;
        }
        return wire.read(ByteBuffer.wrap(target, offset, length));
    }

    private boolean fill() throws IOException {
        if (received.hasRemaining()) {
            return true;
        }
        received.clear();
        try {
            return wire.read(received) > 0;
        } finally {
            received.flip();
        }
    }

    /** Cuts the connection as soon as this many more bytes were written. */
    void limitOutput(long bytes) {
        output.left.set(bytes);
    }

    @Override
    public InputStream getInputStream() {
        return head;
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    /** Closes without a farewell; a thread that reads or writes gets an exception. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // a channel closes by its own rules
    public void close() {
        try {
            open = false;
            wire.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // closing a socket does not fail
        } finally {
            onClose.run();
        }
    }

    @Override
    public boolean isClosed() {
        return !open;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public void shutdownInput() {
        // MockWebServer only does so when it closes the connection.
    }

    @Override
    public void shutdownOutput() {
        // MockWebServer only does so when it closes the connection.
    }

    @Override
    public InetAddress getInetAddress() {
        return CLAIMED.getAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return CLAIMED.getAddress();
    }

    @Override
    public int getPort() {
        return CLAIMED.getPort();
    }

    @Override
    public int getLocalPort() {
        return CLAIMED.getPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return CLAIMED;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return CLAIMED;
    }

    /** Gives the bytes of one head after the other; the blank line is the last byte of a read. */
    private final class HeadStream extends InputStream {
        private int matched;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = 0;
            while (count < length && received.hasRemaining()) {
                byte b = received.get();
                target[offset + count++] = b;
                matched = b == END_OF_HEAD[matched] ? matched + 1 : b == '\r' ? 1 : 0;
                if (matched == END_OF_HEAD.length) {
                    matched = 0;
                    break;
                }
            }
            return count;
        }
    }

    /** Writes through, up to a limit. */
    private final class Output extends OutputStream {
        private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            int allowed = (int) Math.min(length, left.getAndUpdate(bytes -> bytes - Math.min(length, bytes)));
            ByteBuffer bytes = ByteBuffer.wrap(source, offset, allowed);
            try {
                while (bytes.hasRemaining()) {
                    wire.write(bytes);
                }
            } catch (IOException e) {
                if (!upgraded) {
                    Connection.this.close(); // MockWebServer would leave it open
                }
                throw e;
            }
            if (allowed < length) {
                Connection.this.close();
                throw new ClosedChannelException();
            }
        }
    }
}
