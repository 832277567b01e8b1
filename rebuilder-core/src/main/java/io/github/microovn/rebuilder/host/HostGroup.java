package io.github.microovn.rebuilder.host;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Hosts that are asked all at once and each for itself: one that cannot be reached is no matter to the others. Safe for use by
 * several threads.
 */
public final class HostGroup implements AutoCloseable {

    private static final Duration END_GRACE = Duration.ofSeconds(2);

    private final Connectors connectors;
    private final ConnectOptions options;
    private final int parallel;
    private final ThreadPoolExecutor executor;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Host> opened = new ArrayList<>();
    private boolean closed;

    /**
     * Prepares to connect.
     *
     * @param connectors what reaches the hosts; closed with the group
     * @param options how
     * @param parallel how many hosts are worked on at once, at least 1
     */
    public HostGroup(Connectors connectors, ConnectOptions options, int parallel) {
        this.connectors = connectors;
        this.options = options;
        this.parallel = parallel;
        this.executor = new ThreadPoolExecutor(
                parallel, parallel, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
    }

    /**
     * A host as it was found.
     *
     * @param spec how it was named
     * @param host the host; empty when it cannot be reached
     * @param problem why it cannot be reached, and what to do; empty when it can
     * @param elapsed the time it took to find out
     */
    public record Connection(HostSpec spec, Optional<Host> host, String problem, Duration elapsed) {

        /**
         * The host's name.
         *
         * @return the name, as printed in {@code [movn1]}
         */
        public String name() {
            return host.map(Host::name).orElse(spec.address());
        }
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "host-idle");
        thread.setDaemon(true);
        synchronized (threads) {
            threads.add(thread);
        }
        return thread;
    }

    /**
     * Connects to hosts at once and waits for all of them.
     *
     * @param specs the hosts
     * @return how each was found, in their order
     * @throws io.github.microovn.rebuilder.error.ConfigurationException naming every scheme that nobody provides
     * @throws CancelledException when the calling thread is interrupted
     */
    public List<Connection> connect(List<HostSpec> specs) {
        connectors.require(specs);
        connectors.prepare(specs, options);
        // Hosts beyond the number of threads begin when others are done.
        int turns = Math.max(1, (specs.size() + parallel - 1) / parallel);
        long deadline =
                System.nanoTime() + options.timeout().multipliedBy(turns).toNanos();
        List<Future<Connection>> connecting = new ArrayList<>();
        specs.forEach(spec -> connecting.add(submit(spec.address(), () -> connect(spec))));
        List<Connection> found = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            found.add(found(specs.get(i), connecting.get(i), deadline));
        }
        return found;
    }

    private Connection found(HostSpec spec, Future<Connection> connecting, long deadline) {
        try {
            return connecting.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            connecting.cancel(true);
            String reason = "no answer within " + options.timeout().toMillis() / 1000.0 + " s";
            return new Connection(spec, Optional.empty(), reason, options.timeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("connecting to the hosts", e);
        } catch (ExecutionException e) {
            return new Connection(spec, Optional.empty(), reason(e.getCause()), Duration.ZERO);
        }
    }

    /**
     * Connects to one host, in the thread that calls.
     *
     * @param spec the host
     * @return how it was found
     */
    public Connection connect(HostSpec spec) {
        long started = System.nanoTime();
        try {
            Host host = connectors.connect(spec, options);
            adopt(host);
            return new Connection(spec, Optional.of(host), "", since(started));
        } catch (HostUnavailableException e) {
            return new Connection(spec, Optional.empty(), e.reason(), since(started));
        }
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /**
     * Why work on a host failed.
     *
     * @param cause what it threw
     * @return one line
     */
    public static String reason(@Nullable Throwable cause) {
        if (cause instanceof HostUnavailableException unavailable) {
            return unavailable.reason();
        }
        return cause instanceof HostStepException step ? step.reason() : "unexpected: " + cause;
    }

    /** Takes care of a host; one that comes too late is closed at once. */
    private void adopt(Host host) {
        synchronized (opened) {
            if (!closed) {
                opened.add(host);
                return;
            }
        }
        host.close();
        throw new CancelledException("connecting to " + host.name(), null);
    }

    /**
     * Begins to do something with a host, in a thread that bears its name.
     *
     * @param host the host's name
     * @param task what is done
     * @param <T> what it yields
     * @return what to wait for
     */
    public <T> Future<T> submit(String host, Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        execute(host, future);
        return future;
    }

    /**
     * Begins to do something with a host, in a thread that bears its name.
     *
     * @param host the host's name
     * @param task what is done; tells whoever waits for it
     */
    public void execute(String host, Runnable task) {
        executor.execute(() -> {
            Thread thread = Thread.currentThread();
            thread.setName("host-" + host);
            try {
                task.run();
            } finally {
                thread.setName("host-idle");
            }
        });
    }

    /** Interrupts what runs and frees every thread and connection. Idempotent. */
    @Override
    public void close() {
        executor.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            join();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        List<Host> toClose;
        synchronized (opened) {
            closed = true;
            toClose = List.copyOf(opened);
        }
        toClose.forEach(Host::close);
        connectors.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void join() throws InterruptedException {
        long deadline = System.nanoTime() + END_GRACE.toNanos();
        List<Thread> toEnd;
        synchronized (threads) {
            toEnd = List.copyOf(threads);
        }
        for (Thread thread : toEnd) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        }
    }
}
