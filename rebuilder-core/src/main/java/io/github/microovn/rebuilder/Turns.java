package io.github.microovn.rebuilder;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One thing at a time. Thread-safe. */
final class Turns {

    private final ReentrantLock working = new ReentrantLock();

    /** Does something when nothing else is done. */
    <T> T take(Supplier<T> work) {
        working.lock();
        try {
            return work.get();
        } finally {
            working.unlock();
        }
    }

    /** Waits until nothing is done. An interrupt of this thread from before does not end the wait, one that comes does. */
    void await(long deadline) {
        boolean interrupted = Thread.interrupted();
        try {
            if (working.tryLock(deadline - System.nanoTime(), NANOSECONDS)) {
                working.unlock();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
