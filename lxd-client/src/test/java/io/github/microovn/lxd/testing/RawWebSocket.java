package io.github.microovn.lxd.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A websocket whose frames can be seen one by one, and sent as no client should. */
final class RawWebSocket implements AutoCloseable {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;

    private final SocketChannel channel;
    private final DataInputStream input;
    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** A frame that arrived. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(int kind, byte[] payload) {}

    private RawWebSocket(SocketChannel channel) {
        this.channel = channel;
        input = new DataInputStream(Channels.newInputStream(channel));
    }

    /** Connects and performs the upgrade; {@link #read} begins to read frames. */
    static RawWebSocket connect(Path socket, String target) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        RawWebSocket webSocket = new RawWebSocket(channel);
        webSocket.write(("GET " + target + " HTTP/1.1\r\nHost: lxd\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) webSocket.input.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ") || !head.toString().contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")) {
            channel.close();
            throw new IOException("no upgrade: " + head);
        }
        return webSocket;
    }

    /** Reads all frames in the background. */
    RawWebSocket read() {
        Thread thread = new Thread(this::readAll, "raw-websocket");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private void readAll() {
        try {
            while (true) {
                int kind = input.readUnsignedByte() & 0x0f;
                int length = input.readUnsignedByte();
                long size = length == 126 ? input.readUnsignedShort() : length == 127 ? input.readLong() : length;
                byte[] payload = input.readNBytes((int) size);
                if (payload.length < size) {
                    throw new EOFException();
                }
                frames.add(new Frame(kind, payload));
            }
        } catch (IOException e) {
            ended.complete(null); // the end, however it came
        }
    }

    void awaitEnd() {
        ended.orTimeout(30, TimeUnit.SECONDS).join();
    }

    boolean endsWithin(Duration time) {
        return ended.thenApply(nothing -> true)
                .completeOnTimeout(false, time.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** The kinds of the frames so far, without pings. */
    List<Integer> kinds() {
        return frames.stream().map(Frame::kind).filter(kind -> kind != PING).toList();
    }

    List<Frame> frames() {
        return frames;
    }

    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        frames.stream().filter(frame -> frame.kind == BINARY).forEach(frame -> all.writeBytes(frame.payload));
        return all.toByteArray();
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    void send(int kind, String payload) throws IOException {
        send(kind, payload.getBytes(StandardCharsets.UTF_8), true);
    }

    void send(int kind, byte[] payload, boolean masked) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) (0x80 | kind));
        int bit = masked ? 0x80 : 0;
        if (payload.length < 126) {
            frame.put((byte) (bit | payload.length));
        } else {
            frame.put((byte) (bit | 127)).putLong(payload.length);
        }
        byte[] mask = {1, 2, 3, 4};
        if (masked) {
            frame.put(mask);
        }
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (masked ? payload[i] ^ mask[i & 3] : payload[i]));
        }
        write(java.util.Arrays.copyOf(frame.array(), frame.position()));
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
