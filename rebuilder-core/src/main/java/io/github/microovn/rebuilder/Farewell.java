package io.github.microovn.rebuilder;

import io.github.microovn.rebuilder.deploy.Cluster;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.event.SessionEvent;
import io.github.microovn.rebuilder.result.RoundResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The end of a session that puts back what was on the hosts before; happens once. */
final class Farewell {

    private final Cluster cluster;
    private final EventSink events;
    private boolean wanted;
    private Optional<RoundResult> result = Optional.empty();

    Farewell(boolean wanted, Cluster cluster, EventSink events) {
        this.wanted = wanted;
        this.cluster = cluster;
        this.events = events;
    }

    /**
     * Puts everything back, where that is wanted. An interrupt of this thread from before does not end it, one that comes does.
     *
     * @param end has the round that runs end soon
     * @param restore waits for that, and puts everything back
     */
    void say(List<String> hosts, Runnable end, Supplier<RoundResult> restore) {
        if (!begin()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            end.run();
            cluster.awaitRest();
            events.emit(new SessionEvent.Restoring(hosts));
            RoundResult round = restore.get();
            synchronized (this) {
                result = Optional.of(round);
            }
        } catch (CancelledException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized boolean begin() {
        boolean first = wanted;
        wanted = false;
        return first;
    }

    /** What came of it. */
    synchronized Optional<RoundResult> result() {
        return result;
    }
}
