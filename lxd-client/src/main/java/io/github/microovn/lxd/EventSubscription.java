package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.event.EventStream;
import io.github.microovn.lxd.model.event.LxdEvent;
import java.time.Duration;
import java.util.Optional;

/**
 * Events as they come. A lost connection is made again, as long as it takes; behind every gap that this or slow taking leaves
 * is a {@link io.github.microovn.lxd.model.event.Resync}: at most 10,000 events wait to be taken. A connection on which nothing
 * is heard for 30 seconds, not even the daemon's pings, counts as lost. Thread-safe; each event is taken once.
 */
public final class EventSubscription implements AutoCloseable {
    private final EventStream stream;

    EventSubscription(EventStream stream) {
        this.stream = stream;
    }

    /**
     * Takes the next event.
     *
     * @param timeout how long to wait for one; zero does not wait
     * @return the event, or nothing if there is none in time
     * @throws io.github.microovn.lxd.error.LxdCancelledException if the thread is interrupted, or this or the client is closed
     * @throws io.github.microovn.lxd.error.LxdException if the daemon does not let this client listen again
     */
    public Optional<LxdEvent> next(Duration timeout) {
        return stream.next(timeout);
    }

    /** Ends the subscription and frees its thread and its connection. Does nothing the second time. */
    @Override
    public void close() {
        stream.close();
    }
}
