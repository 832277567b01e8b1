package io.github.microovn.lxd.internal.tls;

import io.github.microovn.lxd.transport.Transport;
import java.io.IOException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Connections over HTTPS. */
public final class TlsTransport implements Transport {
    private final HostAndPort server;
    private final TlsSocketFactory sockets;

    /**
     * Prepares connections.
     *
     * @param server where it listens
     * @param trust which certificate it may show
     * @param identity what to show to it, or null for nothing
     */
    public TlsTransport(HostAndPort server, ServerTrust trust, @Nullable Identity identity) {
        this.server = server;
        this.sockets = new TlsSocketFactory(server, trust, identity);
    }

    @Override
    public String place() {
        return server.toString();
    }

    @Override
    public SocketFactory sockets() {
        return sockets;
    }

    @Override
    public void close() throws IOException {
        sockets.close();
    }
}
