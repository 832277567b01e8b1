package io.github.microovn.rebuilder.deploy;

import java.util.ArrayList;
import java.util.List;

/**
 * The user's wish to end the running round, and what has to be done at once when it comes. Thread-safe.
 */
public final class Interruption {

    private final List<Runnable> actions = new ArrayList<>();
    private boolean requested;
    private boolean forGood;

    /** Nothing is requested. */
    public Interruption() {}

    /** Forgets the wish, unless it was for good: a new round begins. */
    public synchronized void reset() {
        requested = forGood;
    }

    /** Asks for the end of the round. Idempotent. */
    public synchronized void request() {
        if (!requested) {
            requested = true;
            actions.forEach(Runnable::run);
        }
    }

    /** Asks for the end of the round and of all that might follow. Idempotent. */
    public synchronized void requestForGood() {
        forGood = true;
        request();
    }

    /**
     * Whether the end of the round was asked for.
     *
     * @return true from the request to the next reset
     */
    public synchronized boolean requested() {
        return requested;
    }

    /**
     * Does something that can be ended.
     *
     * @param action ends it and returns at once; it runs when the end is asked for, at once if it was already, and neither
     *     before nor after the work
     * @param work what is done
     */
    public void during(Runnable action, Runnable work) {
        synchronized (this) {
            actions.add(action);
            if (requested) {
                action.run();
            }
        }
        try {
            work.run();
        } finally {
            synchronized (this) {
                actions.remove(action);
            }
        }
    }
}
