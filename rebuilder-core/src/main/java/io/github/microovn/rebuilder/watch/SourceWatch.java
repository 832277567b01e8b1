package io.github.microovn.rebuilder.watch;

import io.github.microovn.rebuilder.error.IoReason;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.event.WatchEvent;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the sources of a tree: tells when some were saved and 300 ms have passed without another, or 10 s in any case. What
 * make and editors write beside them does not count, nor what make writes as it was. What is saved during a build is told once. Thread-safe.
 */
public final class SourceWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    /** So many names an event has. */
    private static final int MOST_NAMES = 20;

    private final Tree tree;
    private final Means means;
    private final Runnable due;
    private final EventSink events;
    private final Thread thread = new Thread(this::run, "source-watch");
    private final Rest rest = new Rest();
    private final Rewritten rewritten = new Rewritten();
    private volatile Lookout lookout;
    private Sighting fresh = Sighting.NOTHING;
    private Sighting ready = Sighting.NOTHING;
    private int builds;
    private boolean closed;

    /**
     * What is watched.
     *
     * @param shown the directory, as the user typed it
     * @param top the directory
     * @param names which files in it are sources
     */
    record Tree(String shown, Path top, SourceNames names) {}

    /**
     * By what it is watched.
     *
     * @param events is told by the system
     * @param polling asks for itself
     * @param products tells of some files which are products
     * @param clock tells the time in nanoseconds
     */
    record Means(Opening events, Opening polling, UnaryOperator<Set<Path>> products, LongSupplier clock) {}

    /** Begins to watch a tree. */
    @FunctionalInterface
    interface Opening {
        /** Begins, or fails because it cannot be done so. */
        Lookout open(Tree tree) throws IOException;
    }

    /**
     * Begins to watch.
     *
     * @param directory the source directory, as the user typed it
     * @param patterns which files are sources, by their names
     * @param environment the variables of programs that are asked
     * @param due is run, by another thread, whenever there is something to take; it must not block
     * @param events is told of it
     * @return the watch
     * @throws IOException when there is no such directory
     */
    public static SourceWatch start(
            String directory, List<String> patterns, Map<String, String> environment, Runnable due, EventSink events)
            throws IOException {
        Tree tree = new Tree(directory, Path.of(directory).toAbsolutePath().normalize(), new SourceNames(patterns));
        Means means = new Means(
                at -> new EventLookout(at.top(), at.names()),
                at -> new PollingLookout(at.top(), at.names(), nanos -> Thread.sleep(nanos / 1_000_000)),
                new GitIgnored(environment),
                System::nanoTime);
        return start(tree, means, due, events);
    }

    static SourceWatch start(Tree tree, Means means, Runnable due, EventSink events) throws IOException {
        SourceWatch watch = new SourceWatch(tree, means, due, events);
        events.emit(new WatchEvent.Started(tree.shown()));
        watch.thread.start();
        return watch;
    }

    private SourceWatch(Tree tree, Means means, Runnable due, EventSink events) throws IOException {
        this.tree = tree;
        this.means = means;
        this.due = due;
        this.events = events;
        thread.setDaemon(true);
        Lookout opened;
        try {
            opened = means.events().open(tree);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            opened = poll(e);
        }
        this.lookout = opened;
    }

    private Lookout poll(IOException reason) throws IOException {
        Lookout polling = means.polling().open(tree);
        String text = IoReason.of(reason);
        events.emit(new WatchEvent.Polling(text, advice(text), PollingLookout.EVERY));
        return polling;
    }

    /** What the JDK says when Linux refuses. */
    private static String advice(String reason) {
        if (reason.contains("inotify watches")) {
            return "sudo sysctl fs.inotify.max_user_watches=524288";
        }
        return reason.contains("inotify instances") ? "sudo sysctl fs.inotify.max_user_instances=1024" : "";
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                see(look(nanosLeft()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.debug("the watch ends", e);
            if (end()) {
                events.emit(new WatchEvent.Ended(tree.shown() + ": "
                        + (e instanceof IOException reason ? IoReason.of(reason) : "unexpected: " + e)));
            }
        }
    }

    private Sighting look(OptionalLong nanos) throws IOException, InterruptedException {
        Lookout current = lookout;
        try {
            return current.look(nanos);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            current.close();
            lookout = poll(e);
            return new Sighting(Set.of(), true);
        }
    }

    private synchronized OptionalLong nanosLeft() {
        return rest.nanosLeft(means.clock().getAsLong());
    }

    private void see(Sighting seen) {
        Sighting rested;
        int build;
        synchronized (this) {
            long now = means.clock().getAsLong();
            if (!seen.nothing()) {
                rest.disturbed(now);
                fresh = fresh.and(seen);
            }
            if (!rest.over(now)) {
                return;
            }
            rested = fresh;
            build = builds;
            fresh = Sighting.NOTHING;
            rest.reset();
        }
        Sighting saved = rested.without(means.products().apply(rested.sources()));
        Sighting sources = saved.without(rewritten.of(saved.sources()));
        synchronized (this) {
            if (build != builds || closed || sources.nothing()) {
                return;
            }
            ready = ready.and(sources);
        }
        due.run();
    }

    /**
     * A build begins: what was saved until now is in it. What is saved from now on is in the next one.
     */
    public synchronized void building() {
        builds++;
        rewritten.building(fresh.sources());
        fresh = Sighting.NOTHING;
        ready = Sighting.NOTHING;
        rest.reset();
    }

    /** The build is over: what make has written is not written any more. */
    public void built() {
        rewritten.built();
    }

    /**
     * Takes what was saved, and tells of it.
     *
     * @return whether there was something: a build is due
     */
    public boolean take() {
        Sighting taken;
        synchronized (this) {
            taken = ready;
            ready = Sighting.NOTHING;
        }
        if (!taken.nothing()) {
            events.emit(saved(taken));
        }
        return !taken.nothing();
    }

    private WatchEvent.Saved saved(Sighting taken) {
        List<String> names = taken.sources().stream()
                .map(source -> tree.top().relativize(source).toString())
                .toList();
        return taken.more()
                ? new WatchEvent.Saved(List.of(), 0)
                : new WatchEvent.Saved(
                        names.subList(0, Math.min(MOST_NAMES, names.size())), Math.max(0, names.size() - MOST_NAMES));
    }

    /**
     * Whether it still watches.
     *
     * @return false after it was closed, or the tree was gone
     */
    public synchronized boolean watching() {
        return !closed;
    }

    /** Watches no more because the user wants it so, and tells of it. */
    public void stop() {
        if (end()) {
            events.emit(new WatchEvent.Ended(""));
        }
        join();
    }

    /** Returns whether it had not ended yet. */
    private boolean end() {
        synchronized (this) {
            if (closed) {
                return false;
            }
            closed = true;
        }
        thread.interrupt();
        lookout.close();
        return true;
    }

    /** Watches no more, and frees the thread. Idempotent. */
    @Override
    public void close() {
        end();
        join();
    }

    /** An interrupt of the caller's does not matter: the thread ends soon. */
    private void join() {
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(FAREWELL.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
