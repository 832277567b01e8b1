package io.github.microovn.rebuilder.event;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives events of many threads to one consumer, one at a time. A consumer that fails does not stop what it is told about:
 * a deployment is not left half done because a terminal is gone.
 */
public final class EventSink {

    private static final Logger LOG = LoggerFactory.getLogger(EventSink.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Consumer<? super Event> consumer;

    /**
     * Delivers to a consumer.
     *
     * @param consumer is given every event
     */
    public EventSink(Consumer<? super Event> consumer) {
        this.consumer = consumer;
    }

    /**
     * Delivers an event; returns when the consumer has taken it.
     *
     * @param event what happened
     */
    public void emit(Event event) {
        lock.lock();
        try {
            consumer.accept(event);
        } catch (RuntimeException e) {
            LOG.warn("event {} could not be shown", event.type(), e);
        } finally {
            lock.unlock();
        }
    }
}
