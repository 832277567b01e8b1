package io.github.microovn.lxd.internal.event;

import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdCertificateException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdUntrustedException;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.model.event.LxdEvent;
import io.github.microovn.lxd.model.event.Resync;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The events of a daemon over as many connections as it takes. One thread of the client reads them. Thread-safe. */
public final class EventStream implements AutoCloseable {
    private final Http http;
    private final HttpRequest request;
    private final EventTimings timings;
    private final EventQueue queue;
    private final CountDownLatch closed = new CountDownLatch(1);
    private EventConnection connection;

    private EventStream(Http http, HttpRequest request, EventTimings timings) {
        this.http = http;
        this.request = request;
        this.timings = timings;
        this.queue = new EventQueue(timings.capacity());
        this.connection = new EventConnection(http, request, timings);
    }

    /**
     * Connects and waits until the daemon listens.
     *
     * @param http connects
     * @param request asks for the events
     * @param timings how patient to be
     * @throws LxdException if the daemon cannot be reached or refuses
     */
    public static EventStream open(Http http, HttpRequest request, EventTimings timings) {
        EventStream stream = new EventStream(http, request, timings);
        EventConnection first = stream.connection;
        try {
            first.open();
            http.threads().execute(() -> stream.run(first));
            return stream;
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
    }

    /**
     * Takes the next event.
     *
     * @param timeout how long to wait for one
     * @return the event, or nothing if there is none in time
     * @throws LxdException if no more can come, or the thread is interrupted
     */
    public Optional<LxdEvent> next(Duration timeout) {
        try {
            return queue.take(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LxdCancelledException(request.attempt(), "interrupted", e);
        }
    }

    private void run(EventConnection opened) {
        EventConnection current = opened;
        Duration backoff = timings.firstBackoff();
        while (current != null) {
            long start = System.nanoTime();
            RuntimeException loss;
            try (EventConnection reading = current) {
                loss = reading.read(queue::add);
            }
            boolean good = System.nanoTime() - start > timings.longestBackoff().toNanos();
            backoff = good ? timings.firstBackoff() : backoff;
            current = reconnect(loss, backoff);
            backoff = longer(backoff);
        }
    }

    /** Connects until it succeeds, or returns null when nobody wants it or no attempt can succeed any more. */
    private @Nullable EventConnection reconnect(RuntimeException loss, Duration firstBackoff) {
        RuntimeException last = loss;
        for (Duration backoff = firstBackoff; !ends(last) && !closedWithin(backoff); backoff = longer(backoff)) {
            EventConnection next = new EventConnection(http, request, timings);
            if (!adopt(next)) {
                break;
            }
            try {
                next.open();
                queue.add(new Resync(Instant.now(), String.valueOf(loss.getMessage())));
                return next;
            } catch (RuntimeException e) {
                next.close();
                last = e;
            }
        }
        return null;
    }

    private Duration longer(Duration backoff) {
        Duration doubled = backoff.multipliedBy(2);
        return doubled.compareTo(timings.longestBackoff()) < 0 ? doubled : timings.longestBackoff();
    }

    /** Tells whether a failure is for good, and if so tells those who take events. */
    private boolean ends(RuntimeException failure) {
        boolean forGood = failure instanceof LxdCancelledException
                || failure instanceof LxdUntrustedException
                || failure instanceof LxdCertificateException
                || !(failure instanceof LxdException)
                || (failure instanceof LxdApiException refusal && refusal.errorCode() < 500);
        if (forGood) {
            queue.end(
                    failure instanceof LxdException known
                            ? known
                            : new LxdCancelledException(request.attempt(), "broken: " + failure, failure));
        }
        return forGood;
    }

    private boolean closedWithin(Duration time) {
        try {
            return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private synchronized boolean adopt(EventConnection next) {
        connection = next;
        return closed.getCount() > 0;
    }

    /** Frees thread and socket; whoever waits for an event is told. */
    @Override
    public void close() {
        queue.end(new LxdCancelledException(request.attempt(), "the subscription was closed", null));
        synchronized (this) {
            closed.countDown();
            connection.cut();
        }
    }
}
