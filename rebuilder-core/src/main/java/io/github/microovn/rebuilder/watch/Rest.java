package io.github.microovn.rebuilder.watch;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Waits for a rest after changes, but not for ever: an editor writes a file in several steps, and a branch switch thousands of
 * files. Times are those of {@link System#nanoTime}. Does nothing but remember.
 */
final class Rest {

    /** So long nothing may change. */
    static final Duration QUIET = Duration.ofMillis(300);

    /** After so long it is enough. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private boolean waiting;
    private long first;
    private long last;

    /** Something has changed. */
    void disturbed(long now) {
        first = waiting ? first : now;
        last = now;
        waiting = true;
    }

    /** How long to wait yet, not negative; empty when nothing has changed. */
    OptionalLong nanosLeft(long now) {
        if (!waiting) {
            return OptionalLong.empty();
        }
        long quiet = last + QUIET.toNanos() - now;
        long longest = first + LONGEST.toNanos() - now;
        return OptionalLong.of(Math.max(0, Math.min(quiet, longest)));
    }

    /** Whether something has changed and the wait is over. */
    boolean over(long now) {
        return waiting && nanosLeft(now).orElse(1) == 0;
    }

    /** Begins anew. */
    void reset() {
        waiting = false;
    }
}
