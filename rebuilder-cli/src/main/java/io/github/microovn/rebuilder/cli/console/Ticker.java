package io.github.microovn.rebuilder.cli.console;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does something soon after it was wanted, but not much more often than a reader can see, and once a second in any case: by a
 * thread that is only there between start and stop. Safe for use by several threads.
 */
final class Ticker {

    private static final long FIRST_MILLIS = 100;
    private static final long LEAST_MILLIS = 40;
    private static final long MOST_MILLIS = 1000;

    private final Runnable action;
    private @Nullable Thread thread;
    private boolean wanted;

    Ticker(Runnable action) {
        this.action = action;
    }

    /** Begins; what is over in a moment never comes to the first time. */
    synchronized void start() {
        if (thread == null) {
            wanted = false;
            thread = new Thread(this::run, "console");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Something has changed. */
    synchronized void touch() {
        wanted = true;
        notifyAll();
    }

    /** Ends; when this returns the action does not run any more. Idempotent. */
    void stop() {
        Thread ended;
        synchronized (this) {
            ended = thread;
            thread = null;
            notifyAll();
        }
        boolean interrupted = false;
        while (ended != null && ended.isAlive()) {
            try {
                ended.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean going = pause(FIRST_MILLIS, false);
            while (going) {
                action.run();
                going = pause(LEAST_MILLIS, false) && pause(MOST_MILLIS - LEAST_MILLIS, true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a time, or if it may, until something is wanted; returns whether to go on. */
    private synchronized boolean pause(long millis, boolean untilWanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long left = millis;
        while (thread == Thread.currentThread() && left > 0 && !(untilWanted && wanted)) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
        if (untilWanted) {
            wanted = false;
        }
        return thread == Thread.currentThread();
    }
}
