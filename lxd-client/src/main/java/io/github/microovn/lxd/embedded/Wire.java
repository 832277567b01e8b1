package io.github.microovn.lxd.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** What carries the bytes of a connection. One thread reads and any writes; closing ends both. */
interface Wire extends Closeable {
    /** Reads what is there, and waits for something; negative at the end. */
    int read(ByteBuffer target) throws IOException;

    /** Writes something of it. */
    int write(ByteBuffer source) throws IOException;

    /** Whether the other end is on this machine and allowed to use the socket: it may do everything then. */
    default boolean isLocal() {
        return true;
    }

    /** The certificate that the other end has shown, or null for none. */
    default @Nullable X509Certificate clientCertificate() {
        return null;
    }

    /** Closes without a farewell. */
    @Override
    void close() throws IOException;

    /** A wire over a unix socket. */
    static Wire unix(SocketChannel channel) {
        return new Wire() {
            @Override
            public int read(ByteBuffer target) throws IOException {
                return channel.read(target);
            }

            @Override
            public int write(ByteBuffer source) throws IOException {
                return channel.write(source);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
