package io.github.microovn.lxd.internal.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.model.OperationStatus;
import io.github.microovn.lxd.model.event.LifecycleEvent;
import io.github.microovn.lxd.model.event.LoggingEvent;
import io.github.microovn.lxd.model.event.LxdEvent;
import io.github.microovn.lxd.model.event.OperationEvent;
import io.github.microovn.lxd.model.event.OtherEvent;
import io.github.microovn.lxd.model.event.Resync;
import io.github.microovn.lxd.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events from a daemon whose every byte is the test's. */
class EventStreamTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LIFECYCLE = """
            {"location":"none","metadata":{"action":"instance-started","requestor":{"address":"@","protocol":"unix",
             "username":"root"},"source":"/1.0/instances/c1","context":{"n":1}},"project":"default",
             "timestamp":"2026-11-23T15:23:23.830725979Z","type":"lifecycle"}
            """;

    private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
    private ServerSocketChannel server;
    private Http http;

    @BeforeEach
    void listen(@TempDir Path directory) throws IOException {
        Path socket = directory.resolve("s");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        http = new Http(Transport.unix(socket), Duration.ofSeconds(5), Duration.ofSeconds(5));
        Thread accepting = new Thread(this::acceptAll, "accepting");
        accepting.setDaemon(true);
        accepting.start();
    }

    @AfterEach
    void stop() throws IOException {
        http.close();
        server.close();
    }

    private void acceptAll() {
        try {
            while (true) {
                Peer peer = new Peer(server.accept());
                peer.agree();
                peers.add(peer);
            }
        } catch (IOException e) {
            // The test is over.
            return;
        }
    }

    /** The daemon's end of one connection. */
    private static final class Peer {
        private final SocketChannel channel;
        private final DataInputStream input;

        Peer(SocketChannel channel) {
            this.channel = channel;
            this.input = new DataInputStream(Channels.newInputStream(channel));
        }

        void agree() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) input.readUnsignedByte());
            }
            String key = head.toString().replaceAll("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
            String accept = ByteString.encodeUtf8(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                    .sha1()
                    .base64();
            write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n")
                    .getBytes(UTF_8));
        }

        void write(byte[] bytes) throws IOException {
            channel.write(ByteBuffer.wrap(bytes));
        }

        void frame(int first, String payload) throws IOException {
            byte[] bytes = payload.getBytes(UTF_8);
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(first);
            if (bytes.length < 126) {
                frame.write(bytes.length);
            } else {
                frame.write(126);
                frame.write(bytes.length >> 8);
                frame.write(bytes.length);
            }
            frame.writeBytes(bytes);
            write(frame.toByteArray());
        }

        /** Says what begins a connection of the real daemon. */
        Peer ready() throws IOException {
            frame(0x89, "keepalive");
            return this;
        }

        /** Reads the next frame, as its opcode and its text. */
        String next() throws IOException {
            int opcode = input.readUnsignedByte() & 0x0f;
            int length = input.readUnsignedByte() & 0x7f;
            byte[] mask = input.readNBytes(4);
            byte[] payload = input.readNBytes(length);
            for (int i = 0; i < length; i++) {
                payload[i] ^= mask[i & 3];
            }
            return opcode + ":" + new String(payload, UTF_8);
        }
    }

    private Peer peer() throws InterruptedException {
        Peer peer = peers.poll(20, TimeUnit.SECONDS);
        assertThat(peer).as("a connection").isNotNull();
        return peer;
    }

    private static EventTimings timings(Duration heartbeat, Duration dead, int capacity) {
        return new EventTimings(heartbeat, dead, Duration.ofMillis(5), Duration.ofMillis(50), capacity);
    }

    /** Opens a stream; the peer says that it is ready as soon as it is connected. */
    private EventStream open(EventTimings timings) {
        return EventStream.open(http, HttpRequest.of("GET", "listen to events", "events"), timings);
    }

    private EventStream openReady(EventTimings timings) throws Exception {
        Thread saying = new Thread(() -> {
            try {
                peers.add(peer().ready());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        saying.start();
        EventStream stream = open(timings);
        saying.join();
        return stream;
    }

    private static LxdEvent next(EventStream stream) {
        return stream.next(SOON).orElseThrow();
    }

    @Test
    void eventsAreTyped() throws Exception {
        try (EventStream stream = openReady(EventTimings.DEFAULT)) {
            Peer peer = peer();
            peer.frame(0x81, LIFECYCLE);
            peer.frame(0x81, """
                    {"type":"operation","timestamp":"2026-11-23T15:23:23.8+02:00","location":"none","project":"p",
                     "metadata":{"id":"x","class":"task","status":"Running","status_code":103,"metadata":null}}
                    """);
            peer.frame(0x81, """
                    {"type":"logging","timestamp":"2026-11-23T15:23:23.8Z","location":"none",
                     "metadata":{"message":"hello","level":"debug","context":{"id":"y"}}}
                    """);
            peer.frame(0x81, """
                    {"type":"network-acl","timestamp":"2026-11-23T15:23:23.8Z","location":"m1","metadata":"?"}
                    """);

            LifecycleEvent started = (LifecycleEvent) next(stream);
            assertThat(started.action()).isEqualTo("instance-started");
            assertThat(started.source()).isEqualTo("/1.0/instances/c1");
            assertThat(started.project()).isEqualTo("default");
            assertThat(started.requestor()).isEqualTo(new LifecycleEvent.Requestor("root", "unix", "@"));
            assertThat(started.context()).containsEntry("n", 1L);
            assertThat(started.timestamp()).isEqualTo(Instant.parse("2026-11-23T15:23:23.830725979Z"));
            OperationEvent operation = (OperationEvent) next(stream);
            assertThat(operation.operation().id()).isEqualTo("x");
            assertThat(operation.operation().status()).isEqualTo(OperationStatus.RUNNING);
            assertThat(operation.project()).isEqualTo("p");
            LoggingEvent logged = (LoggingEvent) next(stream);
            assertThat(logged.message()).isEqualTo("hello");
            assertThat(logged.level()).isEqualTo("debug");
            OtherEvent other = (OtherEvent) next(stream);
            assertThat(other.type()).isEqualTo("network-acl");
            assertThat(other.location()).isEqualTo("m1");
            assertThat(other.json()).startsWith("{\"type\"").endsWith("}").contains("\"?\"");
        }
    }

    @Test
    void aMessageInPiecesIsOneEvent() throws Exception {
        try (EventStream stream = openReady(EventTimings.DEFAULT)) {
            Peer peer = peer();
            int middle = LIFECYCLE.length() / 2;
            peer.frame(0x01, LIFECYCLE.substring(0, 10));
            peer.frame(0x89, "between");
            peer.frame(0x00, LIFECYCLE.substring(10, middle));
            peer.frame(0x80, LIFECYCLE.substring(middle));

            assertThat(next(stream)).isInstanceOf(LifecycleEvent.class);
        }
    }

    @Test
    void aPingIsAnsweredWithWhatIsInIt() throws Exception {
        EventTimings timings = timings(Duration.ofMinutes(1), Duration.ofMinutes(2), 10);
        try (EventStream stream = openReady(timings)) {
            Peer peer = peer();

            assertThat(peer.next()).isEqualTo("9:"); // its own, to learn that the daemon listens
            assertThat(peer.next()).isEqualTo("10:keepalive");
            peer.frame(0x89, "again");
            assertThat(peer.next()).isEqualTo("10:again");
            assertThat(stream.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void aSilentDaemonIsPingedThenLeft() throws Exception {
        try (EventStream stream = openReady(timings(Duration.ofMillis(30), Duration.ofMillis(300), 10))) {
            Peer silent = peer();
            assertThat(silent.next()).isEqualTo("9:");
            assertThat(silent.next()).isEqualTo("10:keepalive");
            assertThat(silent.next()).isEqualTo("9:");

            peer().ready();

            assertThat(next(stream))
                    .isInstanceOfSatisfying(
                            Resync.class, gap -> assertThat(gap.reason()).contains("silent for PT0.3S"));
        }
    }

    @Test
    void whatIsNoEventEndsTheConnectionNotTheStream() throws Exception {
        try (EventStream stream = openReady(timings(Duration.ofMinutes(1), Duration.ofMinutes(2), 10))) {
            for (String nonsense : new String[] {"[]", "{", "{\"type\":\"lifecycle\"}", "{\"type\":\"x\"}"}) {
                peer().frame(0x81, nonsense);
                Peer again = peer().ready();

                assertThat(next(stream))
                        .isInstanceOfSatisfying(
                                Resync.class,
                                gap -> assertThat(gap.reason()).contains("an event that is not understood"));
                peers.add(again);
            }
            peer().frame(0x81, LIFECYCLE);
            assertThat(next(stream)).isInstanceOf(LifecycleEvent.class);
        }
    }

    @Test
    void aDaemonThatSaysGoodbyeIsAskedAgain() throws Exception {
        try (EventStream stream = openReady(timings(Duration.ofMinutes(1), Duration.ofMinutes(2), 10))) {
            peer().frame(0x88, "");
            peer().ready().frame(0x81, LIFECYCLE);

            assertThat(next(stream)).isInstanceOf(Resync.class);
            assertThat(next(stream)).isInstanceOf(LifecycleEvent.class);
        }
    }

    @Test
    void tooManyEventsBecomeAGap() throws Exception {
        try (EventStream stream = openReady(timings(Duration.ofMinutes(1), Duration.ofMinutes(2), 3))) {
            Peer peer = peer();
            for (int i = 0; i < 4; i++) {
                peer.frame(0x81, LIFECYCLE);
            }
            peer.frame(0x89, "done");
            String said = "";
            while (!said.equals("10:done")) {
                said = peer.next();
            }

            assertThat(next(stream))
                    .isInstanceOfSatisfying(
                            Resync.class,
                            gap -> assertThat(gap.reason()).isEqualTo("more than 3 events waited to be taken"));
            assertThat(next(stream)).isInstanceOf(LifecycleEvent.class);
            assertThat(stream.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void aDaemonThatNeverListensIsAFailure() {
        EventTimings timings = timings(Duration.ofMillis(20), Duration.ofMillis(100), 10);

        assertThatThrownBy(() -> open(timings))
                .isInstanceOf(LxdConnectionException.class)
                .hasMessageContaining("cannot listen to events")
                .hasMessageContaining("silent for PT0.1S");
    }
}
