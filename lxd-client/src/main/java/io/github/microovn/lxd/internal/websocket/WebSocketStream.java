package io.github.microovn.lxd.internal.websocket;

import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.http.Upgrade;
import io.github.microovn.lxd.internal.websocket.Frame.Kind;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.concurrent.ThreadLocalRandom;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.ByteString;

/** The client's end of a web socket. One thread reads; any thread writes and waits while the daemon does not read. */
public final class WebSocketStream implements AutoCloseable {
    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_SIZE = 16;
    private static final int FINAL = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0f;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final long LONGEST = 16 * 1024 * 1024;

    private final Upgrade upgrade;
    private final BufferedSource source;
    private final BufferedSink sink;
    private Kind continued = Kind.BINARY;
    private boolean closed;

    private WebSocketStream(Upgrade upgrade, Upgrade.Stream stream) {
        this.upgrade = upgrade;
        this.source = stream.source();
        this.sink = stream.sink();
    }

    /**
     * A web socket that is yet to be opened.
     *
     * @param request what to send
     * @param key what the daemon has to prove to have seen
     */
    public record Handshake(HttpRequest request, String key) {
        /** Adds to a request what asks for a web socket. */
        public static Handshake of(HttpRequest request) {
            byte[] random = new byte[KEY_SIZE];
            ThreadLocalRandom.current().nextBytes(random);
            String key = ByteString.of(random).base64();
            return new Handshake(
                    request.withHeader("Upgrade", "websocket")
                            .withHeader("Connection", "Upgrade")
                            .withHeader("Sec-WebSocket-Version", "13")
                            .withHeader("Sec-WebSocket-Key", key),
                    key);
        }

        /** Connects and waits for the daemon to agree. */
        public WebSocketStream connect(Upgrade upgrade) throws ProtocolException {
            Upgrade.Stream stream = upgrade.connect();
            String expected = ByteString.encodeUtf8(key + ACCEPT_SUFFIX).sha1().base64();
            if (!expected.equals(stream.headers().get("Sec-WebSocket-Accept"))) {
                throw new ProtocolException("the daemon did not accept this web socket");
            }
            return new WebSocketStream(upgrade, stream);
        }
    }

    /** Reads the next frame. */
    public Frame read() throws IOException {
        int first = source.readByte() & 0xff;
        if ((first & RESERVED) != 0) {
            throw new ProtocolException("a frame with an extension that was not agreed on");
        }
        long length = length(source.readByte() & 0xff);
        ByteString payload = source.readByteString(length);
        boolean last = (first & FINAL) != 0;
        return new Frame(kind(first & OPCODE, last), payload, last);
    }

    private long length(int second) throws IOException {
        if ((second & MASKED) != 0) {
            throw new ProtocolException("a masked frame from the server");
        }
        long length = second & LENGTH;
        if (length == LENGTH_16) {
            length = source.readShort() & 0xffff;
        } else if (length == LENGTH_64) {
            length = source.readLong();
        }
        if (length < 0 || length > LONGEST) {
            throw new ProtocolException("a frame of " + Long.toUnsignedString(length) + " bytes");
        }
        return length;
    }

    private Kind kind(int opcode, boolean last) throws ProtocolException {
        if (opcode == 0) {
            return continued;
        }
        for (Kind kind : Kind.values()) {
            if (kind.opcode() == opcode) {
                if (!last) {
                    continued = kind;
                }
                return kind;
            }
        }
        throw new ProtocolException("a frame of the unknown kind " + opcode);
    }

    /** Sends a frame. */
    public synchronized void write(Kind kind, byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        sink.writeByte(FINAL | kind.opcode());
        if (length < LENGTH_16) {
            sink.writeByte(MASKED | length);
        } else if (length <= 0xffff) {
            sink.writeByte(MASKED | LENGTH_16).writeShort(length);
        } else {
            sink.writeByte(MASKED | LENGTH_64).writeLong(length);
        }
        int key = ThreadLocalRandom.current().nextInt();
        sink.writeInt(key);
        sink.write(Mask.masked(bytes, offset, length, key));
        sink.flush();
    }

    /** Cuts the connection, which wakes who writes, and gives it back. */
    @Override
    public void close() {
        upgrade.cut();
        synchronized (this) {
            closed = true;
            upgrade.close();
        }
    }
}
