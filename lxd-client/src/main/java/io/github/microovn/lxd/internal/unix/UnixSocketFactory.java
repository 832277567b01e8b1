package io.github.microovn.lxd.internal.unix;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/** Makes sockets that connect to one path, whatever address they are told, and knows those that are open. */
public final class UnixSocketFactory extends SocketFactory implements AutoCloseable {
    private final Path path;
    private final Set<GuardedSocket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Makes sockets for a path.
     *
     * @param path a unix socket
     */
    public UnixSocketFactory(Path path) {
        this.path = path;
    }

    @Override
    public Socket createSocket() throws IOException {
        GuardedSocket socket = new GuardedSocket(path, open::remove);
        open.add(socket);
        if (closed) {
            socket.close();
            throw new SocketException("closed");
        }
        return socket;
    }

    /** Closes every socket that is open and makes no more. */
    @Override
    public void close() throws IOException {
        closed = true;
        for (Socket socket : List.copyOf(open)) {
            socket.close();
        }
    }

    /** Returns how many sockets are open. */
    public int openSockets() {
        return open.size();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw onlyUnconnected();
    }

    private static UnsupportedOperationException onlyUnconnected() {
        return new UnsupportedOperationException("a unix socket has no internet address");
    }
}
