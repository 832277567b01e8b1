package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A listening socket in the shape that MockWebServer asks for; closing it ends a pending accept. */
abstract class WireServerSocket extends ServerSocket {
    private static final InetSocketAddress CLAIMED = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    private final ServerSocketChannel channel;
    private final Map<Integer, Connection> connections = new ConcurrentHashMap<>();
    private int accepted; // touched by the accepting thread only

    /** Takes over a channel that listens already. */
    WireServerSocket(ServerSocketChannel channel) throws IOException {
        this.channel = channel;
    }

    /** Waits for the next caller, but not for its first word. */
    abstract Wire next(ServerSocketChannel listening) throws IOException;

    /**
     * Returns the connection that MockWebServer knows by a number: it counts in the order of acceptance, from 0.
     *
     * @return null if it is closed
     */
    @Nullable
    Connection connection(int index) {
        return connections.get(index);
    }

    @Override
    public Socket accept() throws IOException {
        try {
            int index = accepted;
            Connection connection = new Connection(next(channel), () -> connections.remove(index));
            accepted++;
            connections.put(index, connection);
            return connection;
        } catch (ClosedChannelException e) {
            throw (SocketException) new SocketException("the server is closed").initCause(e);
        }
    }

    @Override
    public void bind(@Nullable SocketAddress endpoint, int backlog) {} // bound since its construction

    @Override
    public void setReuseAddress(boolean on) {} // of no use here

    @Override
    public InetAddress getInetAddress() {
        return CLAIMED.getAddress();
    }

    @Override
    public int getLocalPort() {
        return CLAIMED.getPort();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return CLAIMED;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Cuts every connection that is there, whatever happens on it; not those that are made because of that. */
    void closeConnections() {
        List.copyOf(connections.values()).forEach(Connection::close);
    }
}
