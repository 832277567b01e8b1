package io.github.microovn.lxd.internal.tls;

import io.github.microovn.lxd.internal.socket.ServerSockets;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes sockets that connect to one server over TLS. */
public final class TlsSocketFactory extends ServerSockets {
    private final HostAndPort server;
    private final SSLContext context;
    private final boolean checksName;

    /**
     * Makes sockets for a server.
     *
     * @param server where it listens
     * @param trust which certificate it may show
     * @param identity what to show to it, or null for nothing
     */
    public TlsSocketFactory(HostAndPort server, ServerTrust trust, @Nullable Identity identity) {
        this.server = server;
        this.checksName = trust.checksName();
        try {
            context = SSLContext.getInstance("TLSv1.3");
            KeyManager[] keys = identity == null ? new KeyManager[0] : new KeyManager[] {identity.keyManager()};
            context.init(keys, new TrustManager[] {trust.manager()}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS 1.3: " + e.getMessage(), e);
        }
    }

    @Override
    protected Socket make(Consumer<Socket> whenClosed) throws IOException {
        return new TlsSocket(server, context.getSocketFactory(), checksName, whenClosed);
    }
}
