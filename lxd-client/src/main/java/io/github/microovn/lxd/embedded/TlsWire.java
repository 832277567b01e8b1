package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** TLS on an accepted connection. The handshake happens with the first read, in the thread that serves the connection. */
final class TlsWire implements Wire {
    private final Socket plain;
    private final SSLSocket secured;
    private final InputStream input;
    private final OutputStream output;

    TlsWire(Socket plain, SSLSocketFactory factory) throws IOException {
        this.plain = plain;
        secured = (SSLSocket) factory.createSocket(plain, null, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setWantClientAuth(true);
        secured.setSSLParameters(parameters);
        input = secured.getInputStream();
        output = secured.getOutputStream();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = input.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
        if (count > 0) {
            target.position(target.position() + count);
        }
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = source.remaining();
        output.write(source.array(), source.arrayOffset() + source.position(), count);
        source.position(source.limit());
        return count;
    }

    @Override
    public boolean isLocal() {
        return false;
    }

    @Override
    public @Nullable X509Certificate clientCertificate() {
        try {
            return (X509Certificate) secured.getSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    /** Closes what is below: TLS would wait for whoever is in a write, to say goodbye. */
    @Override
    public void close() throws IOException {
        plain.close();
    }
}
