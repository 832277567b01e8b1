package io.github.microovn.lxd.internal.unix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jnr.constants.platform.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class GuardedSocketTest {
    private static final InetSocketAddress CLAIMED = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private UnixServer server;
    private UnixSocketFactory factory;

    @BeforeEach
    void start() throws IOException {
        server = new UnixServer();
        factory = new UnixSocketFactory(server.path());
    }

    @AfterEach
    void stop() throws IOException {
        factory.close();
        server.close();
        threads.shutdownNow();
    }

    @Test
    void carriesBytesBothWays() throws IOException {
        try (Socket socket = connected();
                SocketChannel peer = server.accept()) {
            socket.getOutputStream().write("ping".getBytes(UTF_8));
            socket.getOutputStream().write('!');
            UnixServer.send(peer, "pong");

            assertThat(socket.getInputStream().read()).isEqualTo('p');
            assertThat(socket.getInputStream().readNBytes(3)).isEqualTo("ong".getBytes(UTF_8));
            assertThat(received(peer, 5)).isEqualTo("ping!");
        }
    }

    /** What OkHttp fills is one of many pieces: it waits for the next one, or for a flush. */
    @Test
    void fullPiecesGoTogetherAndNoByteIsLostOrLate() throws Exception {
        byte[] bytes = new byte[500_000];
        new Random(1).nextBytes(bytes);
        int[] sizes = {1, 8191, 8192, 8192, 8193, 8192, 100_000, 8192, 300_000, 8192, 8192, 5, 8192};
        try (Socket socket = connected();
                SocketChannel peer = server.accept()) {
            InputStream received = Channels.newInputStream(peer);
            int arrived = 0;
            int sent = 0;
            for (int size : sizes) {
                int from = sent;
                Future<?> writing = threads.submit(() -> {
                    socket.getOutputStream().write(bytes, from, size);
                    return null;
                });
                sent += size;
                if (size != 8192) {
                    assertThat(received.readNBytes(sent - arrived)).isEqualTo(Arrays.copyOfRange(bytes, arrived, sent));
                    arrived = sent;
                }
                writing.get();
            }
            peer.configureBlocking(false);
            assertThat(peer.read(ByteBuffer.allocate(1))).isZero();
            peer.configureBlocking(true);
            socket.getOutputStream().flush();
            assertThat(received.readNBytes(sent - arrived)).isEqualTo(Arrays.copyOfRange(bytes, arrived, sent));
        }
    }

    @Test
    void muchIsReadAsItCame() throws Exception {
        byte[] bytes = new byte[1_000_000];
        new Random(2).nextBytes(bytes);
        try (Socket socket = connected();
                SocketChannel peer = server.accept()) {
            Future<?> writing = threads.submit(() -> {
                Channels.newOutputStream(peer).write(bytes);
                return null;
            });
            for (int from = 0; from < bytes.length; from += 12_500) {
                assertThat(socket.getInputStream().readNBytes(12_500))
                        .isEqualTo(Arrays.copyOfRange(bytes, from, from + 12_500));
            }
            writing.get();
        }
    }

    @Test
    void claimsToBeConnectedToTheAddressItWasTold() throws IOException {
        try (Socket socket = factory.createSocket()) {
            assertThat(socket.isConnected()).isFalse();
            assertThat(socket.getInetAddress()).isNull();
            assertThat(socket.getPort()).isZero();

            socket.connect(CLAIMED);

            assertThat(socket.isConnected()).isTrue();
            assertThat(socket.isBound()).isTrue();
            assertThat(socket.getInetAddress()).isEqualTo(CLAIMED.getAddress());
            assertThat(socket.getRemoteSocketAddress()).isEqualTo(CLAIMED);
            assertThat(socket.getPort()).isEqualTo(80);
            assertThat(socket).hasToString("GuardedSocket[" + server.path() + "]");
        }
    }

    @Test
    void reportsTheEndOfTheStream() throws IOException {
        try (Socket socket = connected();
                SocketChannel peer = server.accept()) {
            UnixServer.send(peer, "x");
            peer.shutdownOutput();

            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(new byte[] {'x'});
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void endsOneDirectionAndKeepsTheOther() throws IOException {
        try (Socket socket = connected();
                SocketChannel peer = server.accept()) {
            socket.shutdownOutput();
            UnixServer.send(peer, "still");

            assertThat(received(peer, 1)).isEmpty();
            assertThat(socket.getInputStream().readNBytes(5)).hasSize(5);
            socket.shutdownInput();
            assertThat(socket.isInputShutdown()).isTrue();
            assertThat(socket.isOutputShutdown()).isTrue();
            assertThat(socket.isClosed()).isFalse();
        }
    }

    @Test
    void noticesAtOnceThatTheServerHasHungUp() throws IOException {
        try (Socket socket = connected()) {
            SocketChannel peer = server.accept();
            assertThat(socket.isInputShutdown()).isFalse();
            UnixServer.send(peer, "x");
            assertThat(socket.getInputStream().read()).isEqualTo('x');
            assertThat(socket.isInputShutdown()).isFalse();

            peer.close();

            assertThat(socket.isInputShutdown()).isTrue();
        }
    }

    @Test
    void isAsGoodAsHungUpWhereTheServerSpeaksUnasked() throws IOException {
        try (Socket socket = connected();
                SocketChannel peer = server.accept()) {
            UnixServer.send(peer, "x");

            assertThat(socket.isInputShutdown()).isTrue();
        }
    }

    @Test
    void waitsAgainAfterItWasLookedAt() throws IOException {
        try (Socket socket = connected()) {
            assertThat(socket.isInputShutdown()).isFalse();
            socket.setSoTimeout(50);

            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void honoursTheReadTimeout() throws IOException {
        try (Socket socket = connected()) {
            socket.setSoTimeout(50);
            long start = System.nanoTime();

            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(45), Duration.ofSeconds(5));
            assertThat(socket.getSoTimeout()).isEqualTo(50);
        }
    }

    @Test
    void aTimeoutOfOneMillisecondProbesWithoutLosingAByte() throws IOException {
        try (Socket socket = connected();
                SocketChannel peer = server.accept()) {
            socket.setSoTimeout(1);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            socket.setSoTimeout(0);
            UnixServer.send(peer, "a");
            assertThat(socket.getInputStream().read()).isEqualTo('a');
        }
    }

    @Test
    void namesThePathAndTheReasonWhenItCannotConnect(@TempDir Path directory) throws IOException {
        Path missing = directory.resolve("missing");
        assertRefused(missing, UnixConnectException.Reason.MISSING, "no such file");

        Path file = Files.createFile(directory.resolve("file"));
        assertRefused(file, UnixConnectException.Reason.REFUSED, "connection refused");
        assertRefused(file.resolve("below"), UnixConnectException.Reason.MISSING, "no such file");
    }

    @ParameterizedTest
    @CsvSource({
        "ENOENT, MISSING",
        "ENOTDIR, MISSING",
        "EACCES, PERMISSION",
        "EPERM, PERMISSION",
        "ECONNREFUSED, REFUSED",
        "ENOTSOCK, REFUSED",
        "EINVAL, TOO_LONG",
        "ENOMEM, OTHER"
    })
    void tellsReasonsByTheErrorNumber(Errno error, UnixConnectException.Reason reason) {
        assertThat(UnixConnectException.Reason.of(error)).isEqualTo(reason);
    }

    @Test
    void refusesAPathThatIsTooLongForTheSystem() throws IOException {
        assertRefused(Path.of("/" + "x".repeat(120)), UnixConnectException.Reason.TOO_LONG, "longer than 107 bytes");
    }

    private static void assertRefused(Path path, UnixConnectException.Reason reason, String text) throws IOException {
        UnixSocketFactory elsewhere = new UnixSocketFactory(path);
        try (Socket socket = elsewhere.createSocket()) {
            assertThatExceptionOfType(UnixConnectException.class)
                    .isThrownBy(() -> socket.connect(CLAIMED))
                    .withMessageContaining(path.toString())
                    .withMessageContaining(text)
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
        }
    }

    @Test
    void givesUpToConnectAfterTheTimeoutWhenTheServerDoesNotAccept() throws IOException {
        try (UnixServer busy = new UnixServer(1);
                UnixSocketFactory sockets = new UnixSocketFactory(busy.path())) {
            fillQueue(sockets);
            try (Socket late = sockets.createSocket()) {
                assertThatThrownBy(() -> late.connect(CLAIMED, 150))
                        .isInstanceOf(UnixConnectException.class)
                        .hasMessageContaining(busy.path().toString())
                        .hasMessageContaining("accepts no connection");
            }
        }
    }

    @Test
    void aCloseEndsAConnectThatWaits() throws Exception {
        try (UnixServer busy = new UnixServer(1);
                UnixSocketFactory sockets = new UnixSocketFactory(busy.path())) {
            fillQueue(sockets);
            Socket late = sockets.createSocket();
            CountDownLatch started = new CountDownLatch(1);
            Future<?> connecting = threads.submit(() -> {
                started.countDown();
                late.connect(CLAIMED, 60_000);
                return null;
            });
            started.await();
            late.close();

            assertThatThrownBy(() -> connecting.get(5, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(SocketException.class)
                    .hasMessageContaining("Socket closed");
        }
    }

    private static void fillQueue(UnixSocketFactory sockets) throws IOException {
        for (int tries = 0; tries < 100; tries++) {
            try {
                sockets.createSocket().connect(CLAIMED, 1);
            } catch (UnixConnectException e) {
                return;
            }
        }
        throw new AssertionError("the queue of the server does not fill");
    }

    @Test
    void aSocketThatWasClosedBeforeConnectsNever() throws IOException {
        Socket socket = factory.createSocket();
        socket.close();

        assertThatThrownBy(() -> socket.connect(CLAIMED)).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> socket.setSoTimeout(1)).isInstanceOf(SocketException.class);
        assertThat(socket.isClosed()).isTrue();
    }

    @Test
    void aCloseWakesTheReaderAndIsNotTakenForTheEndOfTheStream() throws Exception {
        Socket socket = connected();
        Future<Integer> reader = blockedReader(socket);

        socket.close();

        assertThatThrownBy(() -> reader.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(SocketException.class);
    }

    @Test
    void anInterruptWakesTheReaderAndIsToldApartFromALostConnection() throws Exception {
        Socket socket = connected();
        Thread test = Thread.currentThread();
        SocketChannel peer = server.accept();
        threads.execute(test::interrupt);

        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(InterruptedIOException.class)
                .isNotInstanceOf(SocketTimeoutException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(socket.isClosed()).isTrue();
        assertThat(peer.isOpen()).isTrue();
    }

    @Test
    void aCloseWakesTheWriter() throws Exception {
        Socket socket = connected();
        CountDownLatch started = new CountDownLatch(1);
        Future<?> writer = threads.submit(() -> {
            OutputStream output = socket.getOutputStream();
            started.countDown();
            while (true) {
                output.write(new byte[64 * 1024]);
            }
        });
        started.await();
        socket.close();

        assertThatThrownBy(() -> writer.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
    }

    /** The defect this guards against: the number of the closed descriptor belongs to the next socket. */
    @Test
    void aClosedSocketNeverReadsOrWritesTheNextOne() throws IOException {
        Socket first = connected();
        try (SocketChannel firstPeer = server.accept()) {
            assertThat(firstPeer.isConnected()).isTrue();
            InputStream input = first.getInputStream();
            OutputStream output = first.getOutputStream();
            first.close();
            try (Socket second = connected();
                    SocketChannel secondPeer = server.accept()) {
                UnixServer.send(secondPeer, "for the second only");

                assertThatThrownBy(input::read).isInstanceOf(SocketException.class);
                assertThatThrownBy(() -> output.write('x')).isInstanceOf(SocketException.class);
                assertThatThrownBy(first::shutdownInput).isInstanceOf(IOException.class);
                first.close();

                assertThat(second.getInputStream().readNBytes(19))
                        .asString(UTF_8)
                        .isEqualTo("for the second only");
                second.getOutputStream().write('y');
                assertThat(received(secondPeer, 1)).isEqualTo("y");
            }
        }
    }

    @Test
    void closingTheFactoryClosesWhatItMadeAndItMakesNoMore() throws IOException {
        Socket socket = connected();
        assertThat(factory.openSockets()).isEqualTo(1);

        factory.close();

        assertThat(socket.isClosed()).isTrue();
        assertThat(factory.openSockets()).isZero();
        assertThatThrownBy(() -> factory.createSocket()).isInstanceOf(SocketException.class);
        assertThat(factory.openSockets()).isZero();
    }

    @Test
    void makesOnlySocketsWithoutAnAddress() {
        InetAddress host = InetAddress.getLoopbackAddress();
        assertThatThrownBy(() -> factory.createSocket("lxd", 80)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> factory.createSocket(host, 80)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> factory.createSocket("lxd", 80, host, 0))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> factory.createSocket(host, 80, host, 0))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void givesBackEveryDescriptor() throws IOException {
        long before = descriptors();
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sockets.add(connected());
            server.accept().close();
        }
        assertThat(descriptors()).isGreaterThanOrEqualTo(before + 200);

        for (Socket socket : sockets) {
            socket.close();
            socket.close();
        }

        assertThat(descriptors()).isLessThan(before + 20);
    }

    private static long descriptors() throws IOException {
        try (var entries = Files.list(Path.of("/proc/self/fd"))) {
            return entries.count();
        }
    }

    private Socket connected() throws IOException {
        Socket socket = factory.createSocket();
        socket.connect(CLAIMED, 5000);
        return socket;
    }

    /** Starts a reader and returns when it has read one byte and goes for the next. */
    private Future<Integer> blockedReader(Socket socket) throws Exception {
        SocketChannel peer = server.accept();
        CountDownLatch started = new CountDownLatch(1);
        Future<Integer> reader = threads.submit(() -> {
            InputStream input = socket.getInputStream();
            input.read();
            started.countDown();
            return input.read();
        });
        UnixServer.send(peer, "1");
        started.await();
        return reader;
    }

    private static String received(SocketChannel peer, int count) throws IOException {
        return new String(Channels.newInputStream(peer).readNBytes(count), UTF_8);
    }
}
