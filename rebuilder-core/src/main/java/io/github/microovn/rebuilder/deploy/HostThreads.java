package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.error.CancelledException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bounded number of threads that work on hosts; each has the name of the host it works on. */
final class HostThreads {

    private static final Logger LOG = LoggerFactory.getLogger(HostThreads.class);

    /** How long an interrupted thread may take to end. */
    private static final Duration END_GRACE = Duration.ofSeconds(2);

    private final ThreadPoolExecutor executor;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Future<?>> rest = new CopyOnWriteArrayList<>();

    HostThreads(int parallel) {
        executor = new ThreadPoolExecutor(
                parallel,
                parallel,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                this::thread,
                (task, full) -> drop(task));
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "deploy-idle");
        // A program that ends without closing its session is not held back by it.
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    /** Nobody shall wait for a task that will not be run. */
    private static void drop(Runnable task) {
        if (task instanceof Future<?> future) {
            future.cancel(false);
        }
    }

    /** Starts a task for a host; once the threads have ended, the task counts as cancelled. */
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
     * @return the items that nothing was done for, because the threads have ended
     * @throws CancelledException when the waiting thread is interrupted; the interruption is requested then, and what runs
     *     goes on to its end
     */
    <T> List<T> forEach(List<T> items, Function<T, String> host, Interruption interruption, Consumer<T> action) {
        List<Future<?>> tasks = new ArrayList<>();
        for (T item : items) {
            tasks.add(submit(host.apply(item), () -> {
                action.accept(item);
                return item;
            }));
        }
        List<T> left = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            try {
                tasks.get(i).get();
            } catch (CancellationException e) {
                left.add(items.get(i));
            } catch (InterruptedException e) {
                interruption.request();
                rest.addAll(tasks);
                Thread.currentThread().interrupt();
                throw new CancelledException("the deployment", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("an action that catches everything has thrown", e);
            }
        }
        return left;
    }

    /** Waits for what goes on although the thread that waited for it was interrupted. */
    void awaitRest() {
        for (Future<?> task : rest) {
            try {
                task.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException("the deployment", e);
            } catch (CancellationException | ExecutionException e) {
                LOG.debug("what nobody waits for has failed", e);
            }
        }
        rest.clear();
    }

    /**
     * Gives what runs a moment to clean up, then interrupts it and drops what has not begun. Idempotent; an interrupt of
     * the calling thread from before does not shorten the moment, one that comes meanwhile does.
     */
    void end(Duration grace) {
        boolean interrupted = Thread.interrupted();
        executor.shutdown();
        try {
            executor.awaitTermination(grace.toNanos(), TimeUnit.NANOSECONDS);
            executor.shutdownNow().forEach(HostThreads::drop);
            joinAll(END_GRACE);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            executor.shutdownNow().forEach(HostThreads::drop);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** An executor counts as terminated a moment before its last thread has ended. */
    private void joinAll(Duration grace) throws InterruptedException {
        long deadline = System.nanoTime() + grace.toNanos();
        for (Thread thread : threads) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            thread.join(Math.max(1, left));
        }
    }
}
