package io.github.microovn.lxd.internal.unix;

import io.github.microovn.lxd.internal.socket.ServerSockets;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Makes sockets that connect to one path. */
public final class UnixSocketFactory extends ServerSockets {
    private final Path path;

    /**
     * Makes sockets for a path.
     *
     * @param path a unix socket
     */
    public UnixSocketFactory(Path path) {
        this.path = path;
    }

    @Override
    protected Socket make(Consumer<Socket> whenClosed) throws IOException {
        return new GuardedSocket(path, whenClosed);
    }
}
