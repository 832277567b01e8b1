package io.github.microovn.lxd.internal.unix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many threads connect, talk, time out and are closed under their feet by others. Every connection says its own number and
 * hears it back, so that a byte that went through the wrong descriptor is seen by the client or by the server.
 */
@Timeout(60)
class SocketStormTest {
    private static final Duration LENGTH = Duration.ofSeconds(3);
    private static final int WORKERS = 12;
    private static final InetSocketAddress CLAIMED = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong good = new AtomicLong();
    private final AtomicLong cancelled = new AtomicLong();
    private final AtomicLong timedOut = new AtomicLong();

    /** A connection and whether somebody has closed it on purpose. */
    private static final class Shared {
        final Socket socket;
        volatile boolean closedOnPurpose;

        Shared(Socket socket) {
            this.socket = socket;
        }
    }

    @Test
    @DisplayName("Closed, timed out and cancelled sockets never touch the bytes of others")
    void neverMixesConnections() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        Queue<Shared> shared = new ConcurrentLinkedQueue<>();
        try (UnixServer server = new UnixServer(1024);
                UnixSocketFactory factory = new UnixSocketFactory(server.path())) {
            server.serve(this::echo);
            long end = System.nanoTime() + LENGTH.toNanos();
            List<Future<?>> workers = new ArrayList<>();
            for (int worker = 0; worker < WORKERS; worker++) {
                SplittableRandom random = new SplittableRandom(worker);
                workers.add(threads.submit(() -> talkUntil(end, factory, shared, random)));
            }
            for (int canceller = 0; canceller < 3; canceller++) {
                workers.add(threads.submit(() -> cancelUntil(end, shared)));
            }
            for (Future<?> worker : workers) {
                worker.get(30, TimeUnit.SECONDS);
            }
            assertThat(factory.openSockets()).isZero();
        } finally {
            threads.shutdownNow();
        }

        assertThat(wrong).isEmpty();
        assertThat(good.get()).as("answers").isGreaterThan(1000);
        assertThat(cancelled.get()).as("cancelled").isGreaterThan(50);
        assertThat(timedOut.get()).as("timed out").isGreaterThan(50);
    }

    private Void talkUntil(long end, UnixSocketFactory factory, Queue<Shared> shared, SplittableRandom random)
            throws IOException {
        while (System.nanoTime() < end) {
            Shared connection = new Shared(factory.createSocket());
            shared.add(connection);
            try {
                talk(connection.socket, numbers.incrementAndGet(), random);
            } catch (SocketTimeoutException e) {
                timedOut.incrementAndGet();
            } catch (IOException e) {
                if (connection.closedOnPurpose) {
                    cancelled.incrementAndGet();
                } else {
                    wrong.add("lost for no reason: " + e);
                }
            } finally {
                connection.closedOnPurpose = true;
                connection.socket.close();
                shared.remove(connection);
            }
        }
        return null;
    }

    /** Says the number a few times; the last one is sometimes one that the server does not answer. */
    private void talk(Socket socket, long number, SplittableRandom random) throws IOException {
        socket.setSoTimeout(2000);
        socket.connect(CLAIMED, 2000);
        byte[] answer = new byte[Long.BYTES];
        for (int exchange = 0; exchange < 8; exchange++) {
            boolean silent = exchange == 7 && random.nextInt(4) == 0;
            if (silent) {
                socket.setSoTimeout(1);
            }
            socket.getOutputStream().write(bytes(silent ? -number : number));
            if (socket.getInputStream().readNBytes(answer, 0, Long.BYTES) < Long.BYTES) {
                throw new EOFException("the server closed");
            }
            long heard = ByteBuffer.wrap(answer).getLong();
            if (heard != number) {
                wrong.add("connection " + number + " heard " + heard);
            }
            good.incrementAndGet();
        }
    }

    private static Void cancelUntil(long end, Queue<Shared> shared) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        while (System.nanoTime() < end) {
            Shared connection = shared.poll();
            if (connection != null && random.nextInt(3) == 0) {
                connection.closedOnPurpose = true;
                connection.socket.close();
            }
            Thread.onSpinWait();
        }
        return null;
    }

    private void echo(SocketChannel connection) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES);
        long first = 0;
        while (true) {
            buffer.clear();
            while (buffer.hasRemaining()) {
                if (connection.read(buffer) < 0) {
                    if (buffer.position() > 0) {
                        wrong.add("the server heard half a number");
                    }
                    return;
                }
            }
            long number = buffer.flip().getLong();
            first = first == 0 ? number : first;
            if (Math.abs(number) != Math.abs(first)) {
                wrong.add("connection " + first + " said " + number);
            }
            if (number > 0) {
                connection.write(buffer.rewind());
            }
        }
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
