package io.github.microovn.lxd.internal.event;

import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.model.event.LxdEvent;
import io.github.microovn.lxd.model.event.Resync;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The events that wait to be taken. When they become too many, a {@link Resync} takes their place. Thread-safe. */
final class EventQueue {
    private final int capacity;
    private final Deque<LxdEvent> waiting = new ArrayDeque<>();
    private @Nullable LxdException end;

    EventQueue(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(LxdEvent event) {
        if (waiting.size() >= capacity) {
            waiting.clear();
            waiting.add(new Resync(Instant.now(), "more than " + capacity + " events waited to be taken"));
        }
        waiting.add(event);
        notifyAll();
    }

    /** Has takers find an error behind what waits still. The first end counts. */
    synchronized void end(LxdException reason) {
        if (end == null) {
            end = reason;
            notifyAll();
        }
    }

    /** Takes the next event, or nothing if there is none in time. */
    synchronized Optional<LxdEvent> take(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (waiting.isEmpty()) {
            if (end != null) {
                throw end;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return Optional.of(waiting.remove());
    }
}
