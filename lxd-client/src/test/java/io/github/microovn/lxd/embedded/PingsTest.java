package io.github.microovn.lxd.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PingsTest {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger written = new AtomicInteger();

    /** Somebody who hears all and says nothing. */
    private final class Mute implements Wire {
        @Override
        public int read(ByteBuffer target) {
            return -1;
        }

        @Override
        public int write(ByteBuffer source) {
            int size = source.remaining();
            source.position(source.limit());
            written.incrementAndGet();
            return size;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    @Test
    void whoLeavesThreePingsUnansweredIsCut() throws InterruptedException {
        try (Pings pings = new Pings(Duration.ofMillis(10))) {
            pings.beginStrictly(new WebSocket(new Connection(new Mute(), () -> {})));

            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(written.get()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void theStreamsOfACommandNeedNotAnswer() throws InterruptedException {
        try (Pings pings = new Pings(Duration.ofMillis(1))) {
            pings.begin(new WebSocket(new Connection(new Mute(), () -> {})));

            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (written.get() < 10 && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(written.get()).isGreaterThanOrEqualTo(10);
            assertThat(closed.getCount()).isEqualTo(1);
        }
    }
}
