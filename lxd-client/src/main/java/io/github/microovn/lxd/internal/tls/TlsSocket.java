package io.github.microovn.lxd.internal.tls;

import io.github.microovn.lxd.internal.socket.ClaimingSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Socket} that speaks TLS from its {@code connect} on.
 *
 * <p>Below is a channel, because an interrupt ends who waits in one. Closing it is all that closing does: the JDK's own TLS
 * socket would first wait for a thread that is stuck in a write, to bid the server farewell behind it.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // A close must not wait for who holds the monitor.
final class TlsSocket extends ClaimingSocket {
    /** A name that a server can be asked for; an address is none. */
    private static final Pattern NAME = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9.-]*[A-Za-z0-9]");

    private final HostAndPort server;
    private final SSLSocketFactory factory;
    private final boolean checksName;
    private final Consumer<Socket> whenClosed;
    private volatile @Nullable SocketChannel channel;
    private volatile @Nullable SSLSocket tls;
    private volatile boolean closed;

    TlsSocket(HostAndPort server, SSLSocketFactory factory, boolean checksName, Consumer<Socket> whenClosed)
            throws IOException {
        this.server = server;
        this.factory = factory;
        this.checksName = checksName;
        this.whenClosed = whenClosed;
    }

    /** Connects to the first address of the server that answers. */
    @Override
    protected void connect(Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            IOException failure = null;
            InetAddress[] candidates = InetAddress.getAllByName(server.host());
            for (int i = 0; i < candidates.length; i++) {
                // One that swallows everything must leave time for the others.
                long left = (deadline - System.nanoTime()) / (candidates.length - i);
                try {
                    connect(new InetSocketAddress(candidates[i], server.port()), System.nanoTime() + left);
                    return;
                } catch (IOException e) {
                    failure = failure == null ? e : failure;
                    if (closed || Thread.currentThread().isInterrupted()) {
                        break;
                    }
                }
            }
            throw failure == null ? new SocketException("no address") : failure;
        } catch (IOException e) {
            throw translated(e, TlsConnectException.of(server, e));
        }
    }

    private void connect(InetSocketAddress address, long deadline) throws IOException {
        SocketChannel opened = SocketChannel.open();
        channel = opened;
        try {
            if (closed) {
                throw new SocketException("Socket closed");
            }
            Socket plain = opened.socket();
            plain.connect(address, left(deadline));
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            plain.setSoTimeout(left(deadline));
            SSLSocket secured = (SSLSocket) factory.createSocket(plain, server.host(), server.port(), true);
            secured.setSSLParameters(parameters(secured.getSSLParameters()));
            secured.startHandshake();
            plain.setSoTimeout(getSoTimeout());
            tls = secured;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private SSLParameters parameters(SSLParameters parameters) {
        parameters.setProtocols(new String[] {"TLSv1.3"});
        if (NAME.matcher(server.host()).matches()) {
            parameters.setServerNames(List.of(new SNIHostName(server.host())));
        }
        if (checksName) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        return parameters;
    }

    private static int left(long deadline) throws SocketTimeoutException {
        long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (millis <= 0) {
            throw new SocketTimeoutException("no time left");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    /** An interrupt must not look like a lost connection, which is tried again. */
    private IOException translated(IOException e, IOException otherwise) {
        if (e instanceof SocketTimeoutException && otherwise == e) {
            return e;
        }
        IOException translated = otherwise;
        if (Thread.currentThread().isInterrupted()) {
            translated = new InterruptedIOException("interrupted");
        } else if (closed) {
            translated = new SocketException("Socket closed");
        }
        if (translated != otherwise) {
            translated.initCause(e);
        }
        return translated;
    }

    private SSLSocket connected() throws SocketException {
        SSLSocket secured = tls;
        if (secured == null || closed) {
            throw new SocketException(closed ? "Socket closed" : "Socket is not connected");
        }
        return secured;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Input(connected().getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Output(connected().getOutputStream());
    }

    @Override
    public void setSoTimeout(int timeoutMillis) throws SocketException {
        rememberTimeout(timeoutMillis);
        SSLSocket secured = tls;
        if (secured != null) {
            secured.setSoTimeout(timeoutMillis);
        }
    }

    /** Does nothing: TLS has no half of a connection that could end without the other. */
    @Override
    public void shutdownInput() {}

    /** Does nothing: TLS has no half of a connection that could end without the other. */
    @Override
    public void shutdownOutput() {}

    /**
     * Tells whether the server has hung up. OkHttp asks before it uses a connection again, when nothing is awaited; a request that
     * is written to a dead one fails, and what changes something must not be repeated. A server that speaks then, which only its
     * farewell makes likely, has hung up too.
     */
    @Override
    public boolean isInputShutdown() {
        SocketChannel opened = channel;
        if (opened == null || closed) {
            return closed;
        }
        try {
            opened.configureBlocking(false);
            try {
                return opened.read(ByteBuffer.allocate(1)) != 0;
            } finally {
                opened.configureBlocking(true);
            }
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public boolean isOutputShutdown() {
        return false;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        whenClosed.accept(this);
        SocketChannel opened = channel;
        if (opened != null) {
            opened.close();
        }
    }

    @Override
    public String toString() {
        return "TlsSocket[" + server + "]";
    }

    private final class Input extends InputStream {
        private final InputStream plain;

        Input(InputStream plain) {
            this.plain = plain;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return plain.read(target, offset, length);
            } catch (IOException e) {
                throw translated(e, e);
            }
        }

        @Override
        public void close() throws IOException {
            TlsSocket.this.close();
        }
    }

    private final class Output extends OutputStream {
        private final OutputStream plain;

        Output(OutputStream plain) {
            this.plain = plain;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            try {
                plain.write(source, offset, length);
            } catch (IOException e) {
                throw translated(e, e);
            }
        }

        @Override
        public void close() throws IOException {
            TlsSocket.this.close();
        }
    }
}
