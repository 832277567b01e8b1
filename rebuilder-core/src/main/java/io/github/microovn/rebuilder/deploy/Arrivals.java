package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.event.ConnectEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.EventSink;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Tells of hosts that are connected, and of those that the user waits for; of none the one after the other. Thread-safe. */
final class Arrivals {

    /** What is over earlier needs no word. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final EventSink events;
    private final Set<String> awaited;
    private final long started = System.nanoTime();

    Arrivals(Collection<String> hosts, EventSink events) {
        this.awaited = new LinkedHashSet<>(hosts);
        this.events = events;
    }

    /** Tells how a host was found. */
    synchronized void found(String host, Event event) {
        events.emit(event);
        awaited.remove(host);
        notifyAll();
    }

    /** Waits for a moment; tells of the hosts that have not been found by then. */
    synchronized void tellOfSlow(Duration limit) throws InterruptedException {
        Duration patience = limit.compareTo(PATIENCE) < 0 ? limit : PATIENCE;
        Duration elapsed = elapsed();
        while (!awaited.isEmpty() && elapsed.compareTo(patience) < 0) {
            TimeUnit.NANOSECONDS.timedWait(this, patience.minus(elapsed).toNanos());
            elapsed = elapsed();
        }
        for (String host : awaited) {
            events.emit(new ConnectEvent.Waiting(host, elapsed, limit));
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
