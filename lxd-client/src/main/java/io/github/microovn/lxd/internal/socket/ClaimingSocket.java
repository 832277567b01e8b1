package io.github.microovn.lxd.internal.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketImpl;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Socket} that claims to be connected to the address it was told, because OkHttp names its connections by that.
 * Where it is connected to is its own affair.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // Its timeout must not wait for who holds the monitor.
public abstract class ClaimingSocket extends Socket {
    private volatile @Nullable InetSocketAddress claimed;
    private volatile int readTimeoutMillis;

    /**
     * Makes an unconnected socket.
     *
     * @throws IOException never
     */
    protected ClaimingSocket() throws IOException {
        super((SocketImpl) null);
    }

    /**
     * Connects to the server.
     *
     * @param timeout how long that may take
     * @throws IOException if it does not answer in time
     */
    protected abstract void connect(Duration timeout) throws IOException;

    @Override
    public final void connect(SocketAddress address) throws IOException {
        connect(address, 0);
    }

    @Override
    public final void connect(SocketAddress address, int timeoutMillis) throws IOException {
        connect(timeoutMillis == 0 ? Duration.ofDays(1) : Duration.ofMillis(timeoutMillis));
        claimed = (InetSocketAddress) address;
    }

    /**
     * Remembers what {@code setSoTimeout} was told.
     *
     * @param timeoutMillis how long a read may wait; 0 for ever
     */
    protected final void rememberTimeout(int timeoutMillis) {
        readTimeoutMillis = timeoutMillis;
    }

    @Override
    public final int getSoTimeout() {
        return readTimeoutMillis;
    }

    @Override
    public final boolean isConnected() {
        return claimed != null;
    }

    @Override
    public final boolean isBound() {
        return isConnected();
    }

    @Override
    public final @Nullable InetAddress getInetAddress() {
        InetSocketAddress address = claimed;
        return address == null ? null : address.getAddress();
    }

    @Override
    public final int getPort() {
        InetSocketAddress address = claimed;
        return address == null ? 0 : address.getPort();
    }

    @Override
    public final @Nullable SocketAddress getRemoteSocketAddress() {
        return claimed;
    }
}
