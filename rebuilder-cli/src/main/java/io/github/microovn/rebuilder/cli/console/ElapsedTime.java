package io.github.microovn.rebuilder.cli.console;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Shows on a terminal how long something runs already, once a second, until it is closed. */
final class ElapsedTime implements AutoCloseable {

    private final Output output;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Starts to count.
     *
     * @param output where the time is shown
     * @param what what runs
     */
    ElapsedTime(Output output, String what) {
        this.output = output;
        this.thread = new Thread(() -> show(what, System.nanoTime()), "elapsed-time");
        thread.setDaemon(true);
        thread.start();
    }

    private void show(String what, long start) {
        try {
            while (!closed.await(1, TimeUnit.SECONDS)) {
                output.status(what + " " + Durations.whole(Duration.ofNanos(System.nanoTime() - start)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Removes the time; after that nothing of it is shown. */
    @Override
    public void close() {
        closed.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        output.clearStatus();
    }
}
