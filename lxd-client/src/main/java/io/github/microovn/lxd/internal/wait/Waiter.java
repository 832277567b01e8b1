package io.github.microovn.lxd.internal.wait;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Looks again and again until something is there, often at first and four times a second later. Thread-safe. */
public final class Waiter {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    /** What a look gets at least, so that one at the very end of a wait is worth something. */
    private static final Duration SHORTEST_LOOK = Duration.ofMillis(500);

    private final LongSupplier nanoTime;
    private final Sleeper sleeper;

    /** Lets time pass. */
    @FunctionalInterface
    public interface Sleeper {
        /** Returns when the time has passed. */
        void sleep(Duration time) throws InterruptedException;
    }

    /**
     * Makes a waiter with its own idea of time.
     *
     * @param nanoTime tells the time in nanoseconds from some point
     * @param sleeper lets it pass
     */
    public Waiter(LongSupplier nanoTime, Sleeper sleeper) {
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
    }

    /** Makes a waiter that lives in the time of this machine. */
    public static Waiter real() {
        return new Waiter(System::nanoTime, time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
    }

    /** Returns the time in nanoseconds from some point. */
    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    /**
     * Waits; looks at least once.
     *
     * @param attempt what is waited for, for errors
     * @param timeout how long
     * @param look looks
     * @return what was found
     * @throws LxdTimeoutException if it was not found in time, saying what was seen last
     * @throws LxdCancelledException if the thread was interrupted
     */
    public <T> T until(Attempt attempt, Duration timeout, Look<T> look) {
        long deadline = nanoTime() + timeout.toNanos();
        Duration left = timeout;
        Duration pause = FIRST_PAUSE;
        while (true) {
            Sight<T> sight = look.at(longer(left, SHORTEST_LOOK));
            T found = sight.found();
            if (found != null) {
                return found;
            }
            left = Duration.ofNanos(deadline - nanoTime());
            if (left.isNegative() || left.isZero()) {
                throw new LxdTimeoutException(attempt, timeout, "last seen: " + sight.seen(), null);
            }
            sleep(attempt, pause.compareTo(left) < 0 ? pause : left);
            left = Duration.ofNanos(deadline - nanoTime());
            Duration next = pause.multipliedBy(2);
            pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private void sleep(Attempt attempt, Duration time) {
        try {
            sleeper.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LxdCancelledException(attempt, "interrupted", e);
        }
    }
}
