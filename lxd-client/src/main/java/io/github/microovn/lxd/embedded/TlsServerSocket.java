package io.github.microovn.lxd.embedded;

import io.github.microovn.lxd.internal.tls.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A port of this machine on which TLS 1.3 is spoken. As the daemon does, it asks for a certificate without naming an
 * authority, takes any, and leaves it to the requests whether it is a trusted one.
 */
final class TlsServerSocket extends WireServerSocket {
    private static final int BACKLOG = 512;

    private final InetSocketAddress address;
    private volatile SSLContext context;

    TlsServerSocket(Identity identity) throws IOException {
        this(ServerSocketChannel.open(), identity);
    }

    private TlsServerSocket(ServerSocketChannel channel, Identity identity) throws IOException {
        super(channel);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        address = (InetSocketAddress) channel.getLocalAddress();
        context = context(identity);
    }

    InetSocketAddress address() {
        return address;
    }

    /** Shows another certificate from the next connection on. */
    void show(Identity identity) {
        context = context(identity);
    }

    private static SSLContext context(Identity identity) {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(new KeyManager[] {identity.keyManager()}, new TrustManager[] {new AnyClient()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS 1.3: " + e.getMessage(), e);
        }
    }

    @Override
    Wire next(ServerSocketChannel listening) throws IOException {
        Socket plain = listening.accept().socket();
        plain.setTcpNoDelay(true);
        return new TlsWire(plain, context.getSocketFactory());
    }

    private static final class AnyClient extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket) {
            throw new UnsupportedOperationException("this is a server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine) {
            throw new UnsupportedOperationException("this is a server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException("this is a server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
