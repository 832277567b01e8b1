package io.github.microovn.rebuilder.cli.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the loop was asked for and has not done yet, by the user and by others. What is asked for twice is done once: somebody
 * who presses Enter three times during a round gets one more. Safe for use by several threads.
 */
final class Requests {

    private final Set<Request> waiting = new LinkedHashSet<>();

    /** Asks for something. */
    synchronized void add(Request request) {
        waiting.add(request);
        notifyAll();
    }

    /** Waits until something is asked for, and takes what was asked for first; whoever wants to end comes before all. */
    synchronized Request take() {
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
    synchronized void forget() {
        waiting.retainAll(Set.of(Request.END));
    }

    /** What waits, in the order it was asked for. */
    synchronized List<Request> waiting() {
        return List.copyOf(waiting);
    }
}
