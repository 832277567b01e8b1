package io.github.microovn.lxd.transport;

import io.github.microovn.lxd.internal.unix.UnixSocketFactory;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.SocketFactory;

/** How a connection to a daemon is made. Thread-safe. */
public interface Transport extends AutoCloseable {
    /**
     * {@return a transport over a unix socket}
     *
     * @param socket the path of the socket
     */
    static Transport unix(Path socket) {
        UnixSocketFactory sockets = new UnixSocketFactory(socket);
        return new Transport() {
            @Override
            public String place() {
                return socket.toString();
            }

            @Override
            public SocketFactory sockets() {
                return sockets;
            }

            @Override
            public void close() throws IOException {
                sockets.close();
            }
        };
    }

    /** {@return where the daemon is, as errors name it: the path of a socket or an address} */
    String place();

    /** {@return what makes the sockets: unconnected ones, whose {@code connect} reaches the daemon whatever the address} */
    SocketFactory sockets();

    /**
     * Closes every socket that was made and is still open.
     *
     * @throws IOException if one of them cannot be closed
     */
    @Override
    void close() throws IOException;
}
