package io.github.microovn.rebuilder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HostThreadsTest {

    private final Interruption interruption = new Interruption();
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void everyItemIsWorkedOnByAThreadNamedAfterItsHost() {
        HostThreads threads = new HostThreads(2);

        List<String> left = threads.forEach(
                List.of("h1", "h2", "h3"),
                Function.identity(),
                interruption,
                host -> done.add(Thread.currentThread().getName()));

        assertThat(left).isEmpty();
        assertThat(done).containsExactlyInAnyOrder("deploy-h1", "deploy-h2", "deploy-h3");
        threads.end(Duration.ZERO);
    }

    @Test
    void noThreadLivesOnceTheyHaveEnded() {
        for (int i = 0; i < 200; i++) {
            HostThreads threads = new HostThreads(8);
            List<String> hosts = List.of("h1", "h2", "h3", "h4", "h5", "h6", "h7", "h8");
            threads.forEach(hosts, Function.identity(), interruption, done::add);

            threads.end(Duration.ofSeconds(1));

            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("deploy-"));
        }
    }

    @Test
    void workForThreadsThatHaveEndedIsLeft() {
        HostThreads threads = new HostThreads(1);
        threads.end(Duration.ZERO);

        assertThat(threads.forEach(List.of("h1", "h2"), Function.identity(), interruption, done::add))
                .containsExactly("h1", "h2");
        assertThat(done).isEmpty();
    }

    @Test
    void workThatStillWaitsForAThreadWhenTheyEndIsLeft() throws Exception {
        HostThreads threads = new HostThreads(1);
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<List<String>> left = new CompletableFuture<>();
        Thread round = new Thread(() -> left.complete(
                threads.forEach(List.of("h1", "h2"), Function.identity(), interruption, host -> hang(running))));
        round.start();
        running.await();

        threads.end(Duration.ZERO);

        assertThat(left.get(10, TimeUnit.SECONDS)).containsExactly("h2");
        round.join();
    }

    private static void hang(CountDownLatch running) {
        running.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
