package io.github.microovn.lxd.internal.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.net.SocketFactory;

/** Makes sockets that connect to one server, whatever address they are told, and knows those that are open. */
public abstract class ServerSockets extends SocketFactory implements AutoCloseable {
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Makes none yet. */
    protected ServerSockets() {}

    /**
     * Makes an unconnected socket.
     *
     * @param whenClosed is told of the socket when it is closed
     * @return the socket
     * @throws IOException if the system has no more
     */
    protected abstract Socket make(Consumer<Socket> whenClosed) throws IOException;

    @Override
    public final Socket createSocket() throws IOException {
        Socket socket = make(open::remove);
        open.add(socket);
        if (closed) {
            socket.close();
            throw new SocketException("closed");
        }
        return socket;
    }

    /** Closes every socket that is open and makes no more. */
    @Override
    public final void close() throws IOException {
        closed = true;
        for (Socket socket : List.copyOf(open)) {
            socket.close();
        }
    }

    /** Returns how many sockets are open. */
    public final int openSockets() {
        return open.size();
    }

    @Override
    public final Socket createSocket(String host, int port) {
        throw onlyUnconnected();
    }

    @Override
    public final Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw onlyUnconnected();
    }

    @Override
    public final Socket createSocket(InetAddress host, int port) {
        throw onlyUnconnected();
    }

    @Override
    public final Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw onlyUnconnected();
    }

    private static UnsupportedOperationException onlyUnconnected() {
        return new UnsupportedOperationException("it connects to its server only");
    }
}
