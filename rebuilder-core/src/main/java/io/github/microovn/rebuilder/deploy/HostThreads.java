package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.error.CancelledException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** A bounded number of threads that work on hosts; each has the name of the host it works on. */
final class HostThreads implements AutoCloseable {

    private static final int CLEANUP_SECONDS = 2;

    private final ThreadPoolExecutor executor;

    HostThreads(int parallel) {
        executor = new ThreadPoolExecutor(
                parallel, parallel, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), HostThreads::thread);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "deploy-idle");
        // A program that ends without closing its session is not held back by it.
        thread.setDaemon(true);
        return thread;
    }

    /** Starts a task for a host. */
    <T> Future<T> submit(String host, Callable<T> task) {
        return executor.submit(() -> {
            Thread thread = Thread.currentThread();
            thread.setName("deploy-" + host);
            try {
                return task.call();
            } finally {
                thread.setName("deploy-idle");
            }
        });
    }

    /**
     * Does something for every item at once and waits until all are done.
     *
     * @throws CancelledException when the waiting thread is interrupted; the interruption is requested then, and what runs
     *     goes on to its end
     */
    <T> void forEach(List<T> items, Function<T, String> host, Interruption interruption, Consumer<T> action) {
        List<Future<?>> tasks = new ArrayList<>();
        for (T item : items) {
            tasks.add(submit(host.apply(item), () -> {
                action.accept(item);
                return item;
            }));
        }
        try {
            for (Future<?> task : tasks) {
                task.get();
            }
        } catch (InterruptedException e) {
            interruption.request();
            Thread.currentThread().interrupt();
            throw new CancelledException("the deployment", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an action that catches everything has thrown", e);
        }
    }

    /** Gives what runs a moment to clean up, then interrupts it. Idempotent. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(CLEANUP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
    }
}
