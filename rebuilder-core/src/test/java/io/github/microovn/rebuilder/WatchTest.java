package io.github.microovn.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.rebuilder.event.WatchEvent;
import io.github.microovn.rebuilder.watch.SourceWatch;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rounds of a session whose sources are watched. */
@Timeout(60)
class WatchTest {

    @TempDir
    private Path directory;

    private final Semaphore due = new Semaphore(0);

    private boolean dueSoon() throws InterruptedException {
        return due.tryAcquire(30, TimeUnit.SECONDS);
    }

    @Test
    void aSaveDuringABuildIsInExactlyOneMore() throws Exception {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            SourceWatch watch = session.rebuilder().watch(due::release);
            session.make("northd/northd.c", "1");
            assertThat(dueSoon()).isTrue();
            assertThat(watch.take()).isTrue();

            session.roundThatMakes("northd/northd.c", "2");
            assertThat(dueSoon()).isTrue();
            assertThat(watch.take()).isTrue();
            assertThat(session.events(WatchEvent.Saved.class))
                    .containsExactly(new WatchEvent.Saved(List.of("northd/northd.c"), 0));

            session.builder.makes(() -> {});
            session.round();
            assertThat(watch.take()).isFalse();
        }
    }

    @Test
    void aMakeThatWritesASourceAsItWasBeginsNoBuildAfterBuild() throws Exception {
        try (TestSession session = new TestSession(directory, "h1").open()) {
            SourceWatch watch = session.rebuilder().watch(due::release);
            session.roundThatMakes("lib/version.c", "generated");
            assertThat(dueSoon())
                    .as("for all that is known somebody has saved it")
                    .isTrue();
            assertThat(watch.take()).isTrue();

            session.roundThatMakes("lib/version.c", "generated");
            session.make("northd/northd.c", "saved after it");
            assertThat(dueSoon()).isTrue();
            assertThat(watch.take()).isTrue();
            assertThat(session.events(WatchEvent.Saved.class))
                    .containsExactly(new WatchEvent.Saved(List.of("northd/northd.c"), 0));
        }
    }

    @Test
    void theWatchEndsWithTheSessionAndWithTheNextOne() throws Exception {
        SourceWatch first;
        SourceWatch second;
        try (TestSession session = new TestSession(directory, "h1").open()) {
            first = session.rebuilder().watch(due::release);
            second = session.rebuilder().watch(due::release);
            assertThat(first.watching()).isFalse();
            assertThat(second.watching()).isTrue();
        }
        assertThat(second.watching()).isFalse();
    }
}
