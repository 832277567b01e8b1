package io.github.microovn.rebuilder.cluster;

import io.github.microovn.rebuilder.error.CancelledException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A bounded number of threads that work on nodes; each has the name of the node it works on. Closing interrupts what runs. */
final class Team implements AutoCloseable {

    private static final Duration END_GRACE = Duration.ofSeconds(2);

    private final ThreadPoolExecutor executor;

    Team(int parallel) {
        executor = new ThreadPoolExecutor(
                parallel, parallel, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Team::thread);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "cluster-idle");
        thread.setDaemon(true);
        return thread;
    }

    /** Begins to do something with a node; nodes are begun with in the order of the calls. */
    <T> Future<T> begin(String node, Callable<T> work) {
        return executor.submit(() -> {
            Thread thread = Thread.currentThread();
            thread.setName("cluster-" + node);
            try {
                return work.call();
            } finally {
                thread.setName("cluster-idle");
            }
        });
    }

    /**
     * Waits for something.
     *
     * @throws CancelledException when the calling thread is interrupted
     * @throws RuntimeException what the work threw
     */
    static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("waiting for the nodes", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            executor.awaitTermination(END_GRACE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
