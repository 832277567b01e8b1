package io.github.microovn.rebuilder.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.microovn.rebuilder.config.Config;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.event.WatchEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When a build is due, by a lookout and a clock that the test moves. */
@Timeout(60)
class SourceWatchTest {

    private static final Path TOP = Path.of("/src/ovn");

    private final AtomicLong now = new AtomicLong();
    private final SynchronousQueue<Step> steps = new SynchronousQueue<>();
    private final Semaphore waiting = new Semaphore(0);
    private final BlockingQueue<Boolean> due = new LinkedBlockingQueue<>();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private UnaryOperator<Set<Path>> products = files -> Set.of();
    private SourceWatch watch;

    private record Step(long millis, Sighting seen, Optional<IOException> failure) {}

    /** Shows what the test says, at the time that it says. */
    private final class Script implements Lookout {
        @Override
        public Sighting look(OptionalLong nanos) throws IOException, InterruptedException {
            waiting.release();
            Step step = steps.take();
            now.set(Duration.ofMillis(step.millis()).toNanos());
            if (step.failure().isPresent()) {
                throw step.failure().get();
            }
            return step.seen();
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void start() throws IOException, InterruptedException {
        watch = start(tree -> new Script());
    }

    private SourceWatch start(SourceWatch.Opening opening) throws IOException, InterruptedException {
        var tree = new SourceWatch.Tree("~/ovn", TOP, new SourceNames(Config.SOURCES));
        var means = new SourceWatch.Means(opening, polled -> new Script(), files -> products.apply(files), now::get);
        events.clear();
        SourceWatch started = SourceWatch.start(tree, means, () -> due.add(true), new EventSink(events::add));
        waiting.acquire();
        return started;
    }

    @AfterEach
    void stop() {
        watch.close();
    }

    private static Sighting seen(String... files) {
        return new Sighting(
                new LinkedHashSet<>(Arrays.stream(files).map(TOP::resolve).toList()), false);
    }

    /** Something is seen at a time; returns when the watch has dealt with it. */
    private void at(long millis, String... files) throws InterruptedException {
        step(new Step(millis, seen(files), Optional.empty()));
    }

    private static Step failing(IOException failure) {
        return new Step(0, Sighting.NOTHING, Optional.of(failure));
    }

    private void step(Step step) throws InterruptedException {
        steps.put(step);
        waiting.acquire();
    }

    private List<WatchEvent.Saved> saved() {
        return events.stream()
                .filter(WatchEvent.Saved.class::isInstance)
                .map(WatchEvent.Saved.class::cast)
                .toList();
    }

    @Test
    void aSaveIsDueAfterARestAndTold() throws Exception {
        at(1000, "northd/northd.c");
        at(1299);
        assertThat(due).isEmpty();
        at(1300);

        assertThat(due).hasSize(1);
        assertThat(watch.take()).isTrue();
        assertThat(events)
                .containsExactly(new WatchEvent.Started("~/ovn"), new WatchEvent.Saved(List.of("northd/northd.c"), 0));
        assertThat(watch.take()).isFalse();
    }

    @Test
    void aBranchSwitchIsOneBuild() throws Exception {
        for (int i = 0; i < 40; i++) {
            String[] files = IntStream.range(i * 100, i * 100 + 100)
                    .mapToObj(number -> "lib/" + number + ".c")
                    .toArray(String[]::new);
            at(100L * i, files);
        }
        at(4300);

        assertThat(due).hasSize(1);
        assertThat(watch.take()).isTrue();
        assertThat(saved()).singleElement().satisfies(event -> {
            assertThat(event.files()).hasSize(20);
            assertThat(event.more()).isEqualTo(3980);
        });
    }

    @Test
    void whoeverSavesWithoutARestWaitsTenSeconds() throws Exception {
        for (int i = 0; i <= 50; i++) {
            at(200L * i, "northd/northd.c");
            assertThat(due).hasSize(i == 50 ? 1 : 0);
        }
    }

    @Test
    void aSaveDuringABuildIsExactlyOneMore() throws Exception {
        at(0, "northd/northd.c");
        at(300);
        assertThat(watch.take()).isTrue();
        watch.building();
        at(1000, "northd/northd.c");
        at(1300);
        at(2000, "lib/util.c");
        at(2300);

        assertThat(watch.take()).isTrue();
        watch.building();

        assertThat(watch.take()).isFalse();
        assertThat(saved()).last().isEqualTo(new WatchEvent.Saved(List.of("northd/northd.c", "lib/util.c"), 0));
    }

    @Test
    void whatWasSavedBeforeABuildBeganIsInIt() throws Exception {
        at(0, "northd/northd.c");
        watch.building();
        at(300);
        at(10_000);

        assertThat(due).isEmpty();
        assertThat(watch.take()).isFalse();
    }

    @Test
    void whatIsDueAndWasBuiltBecauseOfSomethingElseIsNotBuiltAgain() throws Exception {
        at(0, "northd/northd.c");
        at(300);
        assertThat(due).hasSize(1);

        watch.building();

        assertThat(watch.take()).isFalse();
    }

    @Test
    void whatIsToldDoesNotNameWhatAnEarlierBuildHad() throws Exception {
        at(0, "northd/northd.c");
        watch.building();
        at(1000, "lib/util.c");
        at(1300);

        assertThat(watch.take()).isTrue();
        assertThat(saved()).containsExactly(new WatchEvent.Saved(List.of("lib/util.c"), 0));
    }

    @Test
    void whatWasSavedBeforeABuildThatBeganWhileItWasLookedAtIsInItToo() throws Exception {
        products = files -> {
            watch.building();
            return Set.of();
        };
        at(0, "northd/northd.c");
        at(300);

        assertThat(due).isEmpty();
        assertThat(watch.take()).isFalse();
    }

    @Test
    void productsAreNotDue() throws Exception {
        products = files -> Set.of(TOP.resolve("lib/generated.c"));
        at(0, "lib/generated.c");
        at(300);
        assertThat(due).isEmpty();

        at(1000, "lib/generated.c", "northd/northd.c");
        at(1300);
        assertThat(watch.take()).isTrue();
        assertThat(saved()).containsExactly(new WatchEvent.Saved(List.of("northd/northd.c"), 0));
    }

    @Test
    void moreThanTheSystemTellsOfIsOneBuild() throws Exception {
        step(new Step(0, new Sighting(Set.of(), true), Optional.empty()));
        at(300);

        assertThat(due).hasSize(1);
        assertThat(watch.take()).isTrue();
        assertThat(saved()).containsExactly(new WatchEvent.Saved(List.of(), 0));
    }

    @Test
    void looksForItselfWhereTheSystemWatchesNoMore() throws Exception {
        watch.close();
        watch = start(tree -> {
            throw new IOException("User limit of inotify instances reached or too many open files");
        });
        at(0, "northd/northd.c");
        at(300);

        assertThat(due).hasSize(1);
        assertThat(events)
                .first()
                .isEqualTo(new WatchEvent.Polling(
                        "User limit of inotify instances reached or too many open files",
                        "sudo sysctl fs.inotify.max_user_instances=1024",
                        Duration.ofSeconds(2)));
    }

    @Test
    void looksForItselfWhenTheSystemWatchesNoNewDirectories() throws Exception {
        step(failing(new IOException("User limit of inotify watches reached")));
        at(300);

        assertThat(due).hasSize(1);
        assertThat(events)
                .contains(new WatchEvent.Polling(
                        "User limit of inotify watches reached",
                        "sudo sysctl fs.inotify.max_user_watches=524288",
                        Duration.ofSeconds(2)));
    }

    @Test
    void endsWithAWordWhenTheTreeIsGone() throws Exception {
        steps.put(failing(new NoSuchFileException("/src/ovn")));

        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (watch.watching() || events.size() < 2) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        assertThat(events).last().isEqualTo(new WatchEvent.Ended("~/ovn: No such file or directory"));
    }

    @Test
    void endsQuietlyWithTheSessionAndWithAWordForTheUser() throws Exception {
        watch.close();
        watch.close();
        watch.stop();
        assertThat(events).containsExactly(new WatchEvent.Started("~/ovn"));
        assertThat(watch.watching()).isFalse();

        start();
        watch.stop();
        assertThat(events).last().isEqualTo(new WatchEvent.Ended(""));
    }

    @Test
    void needsATree(@TempDir Path directory) {
        assertThatThrownBy(() -> SourceWatch.start(
                        directory.resolve("nope").toString(),
                        Config.SOURCES,
                        System.getenv(),
                        () -> {},
                        new EventSink(events::add)))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void seesARealSaveInARealTreeAndNoneOfWhatGitIgnores(@TempDir Path directory) throws Exception {
        assumeThat(new ProcessBuilder("git", "-C", directory.toString(), "init", "-q")
                        .start()
                        .waitFor())
                .isZero();
        Files.writeString(directory.resolve(".gitignore"), "/made.c\n");
        Files.writeString(directory.resolve("northd.c"), "1");
        watch.close();
        events.clear();
        watch = SourceWatch.start(
                directory.toString(), Config.SOURCES, System.getenv(), () -> due.add(true), new EventSink(events::add));

        Files.writeString(directory.resolve("made.c"), "1");
        Files.writeString(directory.resolve("northd.c"), "2");

        assertThat(due.poll(30, TimeUnit.SECONDS)).isTrue();
        assertThat(watch.take()).isTrue();
        assertThat(saved()).containsExactly(new WatchEvent.Saved(List.of("northd.c"), 0));
    }
}
