package io.github.microovn.lxd.internal.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.http.Upgrade;
import io.github.microovn.lxd.internal.websocket.Frame.Kind;
import io.github.microovn.lxd.internal.websocket.WebSocketStream.Handshake;
import io.github.microovn.lxd.transport.Transport;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's end against bytes as they are on the wire. */
class WebSocketStreamTest {
    private ServerSocketChannel server;
    private Http http;

    @BeforeEach
    void listen(@TempDir Path directory) throws IOException {
        Path socket = directory.resolve("s");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        http = new Http(Transport.unix(socket), Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() throws IOException {
        http.close();
        server.close();
    }

    /** Accepts one web socket; a test may claim something else than the proof that the handshake asks for. */
    private CompletableFuture<SocketChannel> answer(String proof) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                SocketChannel connection = server.accept();
                DataInputStream input = new DataInputStream(Channels.newInputStream(connection));
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    head.append((char) input.readUnsignedByte());
                }
                String key = head.toString().replaceAll("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
                String accept = ByteString.encodeUtf8(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                        .sha1()
                        .base64();
                String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + (proof.isEmpty() ? accept : proof) + "\r\n\r\n";
                connection.write(ByteBuffer.wrap(answer.getBytes(UTF_8)));
                return connection;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private WebSocketStream connect() throws IOException {
        Handshake handshake = Handshake.of(HttpRequest.of("GET", "test", "socket"));
        Upgrade upgrade = http.upgrade(handshake.request());
        try {
            return handshake.connect(upgrade);
        } catch (IOException e) {
            upgrade.close();
            throw e;
        }
    }

    private static void send(CompletableFuture<SocketChannel> connection, String hex) throws Exception {
        ByteBuffer bytes = ByteString.decodeHex(hex.replace(" ", "")).asByteBuffer();
        connection.get(5, TimeUnit.SECONDS).write(bytes);
    }

    @Test
    void framesOfEveryKindAreRead() throws Exception {
        CompletableFuture<SocketChannel> connection = answer("");
        try (WebSocketStream stream = connect()) {
            send(connection, "89 01 70  8a 00  82 02 6869  81 00  02 01 61  00 01 62  80 01 63  88 02 03e8");

            assertThat(stream.read()).isEqualTo(new Frame(Kind.PING, ByteString.encodeUtf8("p"), true));
            assertThat(stream.read()).isEqualTo(new Frame(Kind.PONG, ByteString.EMPTY, true));
            assertThat(stream.read()).isEqualTo(new Frame(Kind.BINARY, ByteString.encodeUtf8("hi"), true));
            assertThat(stream.read()).isEqualTo(new Frame(Kind.TEXT, ByteString.EMPTY, true));
            for (String part : new String[] {"a", "b", "c"}) {
                assertThat(stream.read())
                        .isEqualTo(new Frame(Kind.BINARY, ByteString.encodeUtf8(part), part.equals("c")));
            }
            assertThat(stream.read().kind()).isEqualTo(Kind.CLOSE);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c2 01 61|a frame with an extension that was not agreed on",
                "82 81 00000000 61|a masked frame from the server",
                "83 01 61|a frame of the unknown kind 3",
                "82 7f 0000000001000001|a frame of 16777217 bytes",
                "82 7f ffffffffffffffff|a frame of 18446744073709551615 bytes"
            })
    void whatAServerMustNotSendIsRefused(String hex, String reason) throws Exception {
        CompletableFuture<SocketChannel> connection = answer("");
        try (WebSocketStream stream = connect()) {
            send(connection, hex);

            assertThatThrownBy(stream::read)
                    .isInstanceOf(ProtocolException.class)
                    .hasMessage(reason);
        }
    }

    @Test
    void anEndInsideAFrameIsAnError() throws Exception {
        CompletableFuture<SocketChannel> connection = answer("");
        try (WebSocketStream stream = connect()) {
            send(connection, "82 05 6869");
            connection.join().close();

            assertThatThrownBy(stream::read).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aWrongProofIsNoWebSocket() {
        CompletableFuture<SocketChannel> connection = answer("AAAA");

        assertThatThrownBy(this::connect)
                .isInstanceOf(ProtocolException.class)
                .hasMessage("the daemon did not accept this web socket");
        assertThat(connection).succeedsWithin(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 125, 126, 65535, 65536, 100_003})
    void whatIsSentArrivesUnmasked(int size) throws Exception {
        byte[] content = new byte[size + 3];
        new Random(size).nextBytes(content);
        CompletableFuture<SocketChannel> connection = answer("");
        try (WebSocketStream stream = connect()) {
            DataInputStream input = new DataInputStream(Channels.newInputStream(connection.get(5, TimeUnit.SECONDS)));
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                try {
                    stream.write(Kind.BINARY, content, 3, size);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });

            assertThat(input.readUnsignedByte()).isEqualTo(0x82);
            int length = input.readUnsignedByte() - 0x80;
            long announced = length == 126 ? input.readUnsignedShort() : length == 127 ? input.readLong() : length;
            assertThat(announced).isEqualTo(size);
            byte[] mask = input.readNBytes(4);
            byte[] payload = input.readNBytes(size);
            for (int i = 0; i < size; i++) {
                payload[i] ^= mask[i & 3];
            }
            assertThat(payload).isEqualTo(java.util.Arrays.copyOfRange(content, 3, size + 3));
            writing.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void nothingIsSentAfterTheEnd() throws Exception {
        CompletableFuture<SocketChannel> connection = answer("");
        WebSocketStream stream = connect();
        stream.close();

        assertThatThrownBy(() -> stream.write(Kind.TEXT, new byte[0], 0, 0)).hasMessage("closed");
        connection.join().close();
    }
}
