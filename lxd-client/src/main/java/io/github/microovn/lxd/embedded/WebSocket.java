package io.github.microovn.lxd.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The server's end of a websocket (RFC 6455), which can end as the daemon ends one: by cutting the connection, without a
 * close frame. MockWebServer's own websocket always says goodbye.
 */
final class WebSocket {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    private static final int PONG = 10;

    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int CONTROL_FRAME_LIMIT = 125;

    private final Connection connection;
    private final byte[] buffer = new byte[64 * 1024];
    private int opcode;
    private long remaining;
    private final byte[] mask = new byte[4];
    private int maskOffset;
    private final AtomicInteger unanswered = new AtomicInteger();

    WebSocket(Connection connection) {
        this.connection = connection;
    }

    /** Answers a request for a websocket, or says as the daemon what is wrong with it. */
    static Reply upgrade(Exchange exchange, Reply.Protocol protocol) {
        String key = exchange.header("Sec-WebSocket-Key").orElse("");
        boolean upgrade = exchange.header("Connection")
                .map(value -> value.toLowerCase(Locale.ROOT).contains("upgrade"))
                .orElse(false);
        if (!upgrade || key.isEmpty()) {
            byte[] plain = "Bad Request\n".getBytes(StandardCharsets.UTF_8);
            return Reply.of(400, "text/plain; charset=utf-8", plain).withHeader("Sec-Websocket-Version", "13");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Upgrade", "websocket");
        headers.put("Connection", "Upgrade");
        headers.put("Sec-WebSocket-Accept", accept(key));
        return new Reply.Upgrade(headers, protocol);
    }

    private static String accept(String key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /**
     * Reads up to the next frame that is not a ping or pong, skipping what is left of the last one.
     *
     * @return its kind; {@link #CLOSE} also where the connection ends
     */
    int next() throws IOException {
        while (true) {
            while (remaining > 0) {
                readPayload(buffer);
            }
            try {
                readHead();
            } catch (EOFException e) {
                return CLOSE;
            }
            if (opcode == PING) {
                send(PONG, payload(CONTROL_FRAME_LIMIT));
            } else if (opcode == CLOSE) {
                send(CLOSE, payload(CONTROL_FRAME_LIMIT));
                return CLOSE;
            } else if (opcode == PONG) {
                unanswered.set(0);
            } else {
                return opcode;
            }
        }
    }

    /** Reads to the end and takes nothing. */
    void ignoreAll() throws IOException {
        while (next() != CLOSE) {}
    }

    private void readHead() throws IOException {
        int first = read();
        int second = read();
        opcode = first & 0x0f;
        remaining = second & 0x7f;
        if (remaining == 126) {
            remaining = number(2);
        } else if (remaining == 127) {
            remaining = number(8);
        }
        if ((second & 0x80) == 0) {
            byte[] reason = "bad MASK".getBytes(StandardCharsets.US_ASCII);
            send(
                    CLOSE,
                    ByteBuffer.allocate(2 + reason.length)
                            .putShort((short) 1002)
                            .put(reason)
                            .array());
            cut();
            throw new ProtocolException("a client's frame must be masked");
        }
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) read();
        }
        maskOffset = 0;
    }

    private long number(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | read();
        }
        return number;
    }

    private int read() throws IOException {
        byte[] one = new byte[1];
        if (connection.readRaw(one, 0, 1) < 1) {
            throw new EOFException("the websocket ended");
        }
        return one[0] & 0xff;
    }

    private int readPayload(byte[] target) throws IOException {
        int count = connection.readRaw(target, 0, (int) Math.min(target.length, remaining));
        if (count < 0) {
            throw new EOFException("the websocket ended inside a frame");
        }
        for (int i = 0; i < count; i++) {
            target[i] ^= mask[maskOffset++ & 3];
        }
        remaining -= count;
        return count;
    }

    /** Copies the current frame's payload as it comes. */
    void transferTo(OutputStream target) throws IOException {
        while (remaining > 0) {
            int count = readPayload(buffer);
            target.write(buffer, 0, count);
        }
        target.flush();
    }

    /** Reads the current frame's payload, which must be small. */
    byte[] payload(int limit) throws IOException {
        if (remaining > limit) {
            throw new ProtocolException("a frame of " + remaining + " bytes where at most " + limit + " are sensible");
        }
        ByteBuffer whole = ByteBuffer.allocate((int) remaining);
        byte[] part = new byte[(int) remaining];
        while (remaining > 0) {
            whole.put(part, 0, readPayload(part));
        }
        return whole.array();
    }

    /** Asks for a pong. */
    void ping(byte[] payload) throws IOException {
        unanswered.incrementAndGet();
        send(PING, payload);
    }

    /** How many pings were sent since the last pong. */
    int unanswered() {
        return unanswered.get();
    }

    /** Sends one unfragmented frame. */
    void send(int kind, byte[] payload) throws IOException {
        send(kind, payload, payload.length);
    }

    /** Sends one unfragmented frame with the first bytes of an array. */
    void send(int kind, byte[] payload, int length) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(10 + length).put((byte) (0x80 | kind));
        if (length < 126) {
            frame.put((byte) length);
        } else if (length < 65536) {
            frame.put((byte) 126).putShort((short) length);
        } else {
            frame.put((byte) 127).putLong(length);
        }
        frame.put(payload, 0, length).flip();
        synchronized (this) {
            connection.getOutputStream().write(frame.array(), 0, frame.limit());
        }
    }

    /** Ends the connection without a close frame. */
    void cut() {
        connection.close();
    }
}
