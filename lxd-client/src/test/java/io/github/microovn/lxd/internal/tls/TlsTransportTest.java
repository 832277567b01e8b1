package io.github.microovn.lxd.internal.tls;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.internal.http.Envelope;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.TransferProgress;
import io.github.microovn.lxd.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP over TLS promises: every call ends, by its deadline, an interrupt or a close, whatever the server does. */
@Timeout(30)
class TlsTransportTest {
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(20);

    private static Http http(TlsServer server, Duration requestTimeout) {
        return new Http(new TlsTransport(server.address(), server.trust(), null), LONG, requestTimeout);
    }

    private static HttpRequest get() {
        return HttpRequest.of("GET", "ask");
    }

    @Test
    void requestsShareAConnection() throws Exception {
        try (TlsServer server = new TlsServer(TlsTransportTest::answerAll);
                Http http = http(server, LONG)) {
            for (int i = 0; i < 20; i++) {
                assertThat(http.send(get(), Envelope::type)).isEqualTo("sync");
            }
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    private static void answerAll(SSLSocket connection) throws IOException {
        InputStream in = connection.getInputStream();
        while (TlsServer.readHead(in)) {
            OutputStream out = connection.getOutputStream();
            out.write(TlsServer.OK);
            out.flush();
        }
    }

    @Test
    void aServerThatDoesNotAnswerCostsNoMoreThanTheRequestsTime() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (TlsServer server = new TlsServer(connection -> {
                    TlsServer.readHead(connection.getInputStream());
                    end.await();
                });
                Http http = http(server, SHORT)) {
            long start = System.nanoTime();

            assertThatThrownBy(() -> http.send(get(), Envelope::type)).isInstanceOf(LxdTimeoutException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, SHORT.plusSeconds(3));
        } finally {
            end.countDown();
        }
    }

    @Test
    void aServerThatDoesNotReadCostsNoMoreThanTheRequestsTime() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (TlsServer server = new TlsServer(connection -> {
                    TlsServer.readHead(connection.getInputStream());
                    end.await();
                });
                Http http = http(server, SHORT)) {
            long start = System.nanoTime();

            assertThatThrownBy(() -> http.send(upload(), Envelope::type)).isInstanceOf(LxdTimeoutException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.plusSeconds(3));
        } finally {
            end.countDown();
        }
    }

    /** More than what is buffered on the way. */
    private static HttpRequest upload() {
        FileContent content = FileContent.of(new byte[50_000_000]);
        return HttpRequest.of("POST", "send")
                .withContent(content, "/x", TransferProgress.NONE)
                .asTransfer();
    }

    @Test
    void aServerThatTakesNoPartInTheHandshakeCostsTheTimeToConnect() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            HostAndPort address = new HostAndPort("127.0.0.1", mute.getLocalPort());
            TlsTransport transport = new TlsTransport(address, ServerTrust.pinned("00"), null);
            try (Http http = new Http(transport, SHORT, LONG)) {
                assertThatThrownBy(() -> http.send(get(), Envelope::type))
                        .isInstanceOf(LxdConnectionException.class)
                        .hasMessageContaining("no answer");
            }
        }
    }

    @Test
    void aNameWithoutAnAddressIsSaidSo() {
        TlsTransport transport =
                new TlsTransport(new HostAndPort("no-such-host.invalid", 8443), ServerTrust.pinned("00"), null);
        try (Http http = new Http(transport, LONG, LONG)) {
            assertThatThrownBy(() -> http.send(get(), Envelope::type))
                    .isInstanceOf(LxdConnectionException.class)
                    .hasMessageContaining("https://no-such-host.invalid:8443")
                    .hasMessageContaining("no address is known for this name");
        }
    }

    @Test
    void anInterruptEndsWhoWaitsForAnAnswer() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (TlsServer server = new TlsServer(connection -> {
                    TlsServer.readHead(connection.getInputStream());
                    asked.countDown();
                    end.await();
                });
                Http http = http(server, LONG)) {
            Caller caller = new Caller(http, get());
            assertThat(asked.await(10, SECONDS)).isTrue();

            caller.thread.interrupt();

            assertThat(caller.failure()).isInstanceOf(LxdCancelledException.class);
            assertThat(caller.wasInterrupted).isTrue();
            assertThat(server.accepted()).isEqualTo(1);
        } finally {
            end.countDown();
        }
    }

    @Test
    void closingEndsWhoWaitsForAnAnswerAndWhoIsStuckInAWrite() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        try (TlsServer server = new TlsServer(connection -> {
            TlsServer.readHead(connection.getInputStream());
            asked.countDown();
            end.await();
        })) {
            TlsTransport transport = new TlsTransport(server.address(), server.trust(), null);
            Http http = new Http(transport, LONG, LONG);
            Caller reading = new Caller(http, get());
            Caller writing = new Caller(http, upload());
            assertThat(asked.await(10, SECONDS)).isTrue();
            awaitBlockedWriter(writing.thread);

            http.close();

            assertThat(reading.failure()).isInstanceOf(LxdCancelledException.class);
            assertThat(writing.failure()).isInstanceOf(LxdCancelledException.class);
            assertThat(((TlsSocketFactory) transport.sockets()).openSockets()).isZero();
        } finally {
            end.countDown();
        }
    }

    private static void awaitBlockedWriter(Thread thread) {
        Await.until(
                "the thread is stuck in a write",
                () -> Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("park")
                                || frame.getMethodName().startsWith("write")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void aRequestGoesToANewConnectionWhereTheServerClosedTheOld(String method) throws Exception {
        try (TlsServer server = new TlsServer(TlsServer::answer);
                Http http = http(server, LONG)) {
            for (int i = 1; i <= 10; i++) {
                assertThat(http.send(HttpRequest.of(method, "ask"), Envelope::type))
                        .isEqualTo("sync");
                assertThat(server.accepted()).isEqualTo(i);
                server.awaitClosed();
            }
        }
    }

    @Test
    void bothDirectionsMoveAtOnceUnderAReadTimeout() throws Exception {
        int size = 20_000_000;
        try (TlsServer server = new TlsServer(connection -> {
                    InputStream in = connection.getInputStream();
                    OutputStream out = connection.getOutputStream();
                    byte[] buffer = new byte[8192];
                    for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                        out.write(buffer, 0, count);
                    }
                });
                TlsSocketFactory factory = new TlsSocketFactory(server.address(), server.trust(), null);
                Socket socket = factory.createSocket()) {
            socket.setSoTimeout(5_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), 5_000);
            OutputStream out = socket.getOutputStream();
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                try {
                    byte[] block = new byte[10_000];
                    for (int sent = 0; sent < size; sent += block.length) {
                        out.write(block);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[16_384];
            long received = 0;
            while (received < size) {
                received += in.read(buffer);
            }
            writer.get(5, SECONDS);
            socket.setSoTimeout(50);
            assertThatThrownBy(() -> in.read(buffer)).isInstanceOf(SocketTimeoutException.class);
            out.write(1);
            socket.setSoTimeout(5_000);
            assertThat(in.read()).isEqualTo(1);
        }
    }

    @Test
    void addressesAreReadAsTheyAreWritten() {
        assertThat(HostAndPort.parse("https://lab:8444")).isEqualTo(new HostAndPort("lab", 8444));
        assertThat(HostAndPort.parse("https://lab")).isEqualTo(new HostAndPort("lab", 8443));
        assertThat(HostAndPort.parse("10.0.0.1:18443")).hasToString("https://10.0.0.1:18443");
        assertThat(HostAndPort.parse("[fd42::1]:8443")).isEqualTo(new HostAndPort("fd42::1", 8443));
        assertThat(HostAndPort.parse("https://[fd42::1]")).hasToString("https://[fd42::1]:8443");
        for (String bad : new String[] {"", "http://lab", "https://lab/1.0", "https://me@lab", "a b"}) {
            assertThatThrownBy(() -> HostAndPort.parse(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** A call in a thread of its own. */
    private static final class Caller {
        private final BlockingQueue<LxdException> failures = new LinkedBlockingQueue<>();
        private final Thread thread;
        private volatile boolean wasInterrupted;

        Caller(Http http, HttpRequest request) {
            thread = new Thread(() -> {
                try {
                    http.send(request, Envelope::type);
                } catch (LxdException e) {
                    wasInterrupted = Thread.currentThread().isInterrupted();
                    failures.add(e);
                }
            });
            thread.start();
        }

        LxdException failure() throws InterruptedException {
            LxdException failure = failures.poll(10, SECONDS);
            assertThat(failure).isNotNull();
            return failure;
        }
    }
}
