package io.github.microovn.lxd.internal.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes sockets that connect to one server over TLS, whatever address they are told, and knows those that are open. */
public final class TlsSocketFactory extends SocketFactory implements AutoCloseable {
    private final HostAndPort server;
    private final SSLContext context;
    private final boolean checksName;
    private final Set<TlsSocket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

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
    public Socket createSocket() throws IOException {
        TlsSocket socket = new TlsSocket(server, context.getSocketFactory(), checksName, open::remove);
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
        return new UnsupportedOperationException("it connects to its server only");
    }
}
