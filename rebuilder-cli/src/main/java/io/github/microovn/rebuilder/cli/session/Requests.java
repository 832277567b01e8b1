package io.github.microovn.rebuilder.cli.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the loop was asked for and has not done yet, by the user and by others. What is asked for twice is done once: somebody
 * who presses Enter three times during a round gets one more. Safe for use by several threads.
 */
final class Requests {

    private final Consumer<List<Request>> listener;
    private final Set<Request> waiting = new LinkedHashSet<>();

    /** Tells somebody what waits, whenever that changes. */
    Requests(Consumer<List<Request>> listener) {
        this.listener = listener;
    }

    /** Asks for something. */
    void add(Request request) {
        synchronized (this) {
            waiting.add(request);
            notifyAll();
        }
        listener.accept(waiting());
    }

    /** Waits until something is asked for, and takes what was asked for first; whoever wants to end comes before all. */
    Request take() {
        Request next = awaitNext();
        listener.accept(waiting());
        return next;
    }

    private synchronized Request awaitNext() {
        try {
            while (waiting.isEmpty()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Request.END;
        }
        Request next =
                waiting.contains(Request.END) ? Request.END : waiting.iterator().next();
        waiting.remove(next);
        return next;
    }

    /** Forgets what was asked for, except to end. */
    void forget() {
        synchronized (this) {
            waiting.retainAll(Set.of(Request.END));
        }
        listener.accept(waiting());
    }

    private synchronized List<Request> waiting() {
        return List.copyOf(waiting);
    }
}
