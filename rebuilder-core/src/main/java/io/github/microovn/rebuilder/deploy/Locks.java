package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.RebuilderException;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The session's locks on its hosts: kept while it lives, given up at its end. Thread-safe. */
final class Locks {

    private static final Logger LOG = LoggerFactory.getLogger(Locks.class);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Lease lease;
    private final List<Host> hosts = new ArrayList<>();
    private final Set<String> lost = new HashSet<>();
    private final List<Future<?>> renewals = new ArrayList<>();
    private @Nullable Future<?> renewal;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "deploy-locks");
        thread.setDaemon(true);
        return thread;
    });

    Locks(Lease lease) {
        this.lease = lease;
    }

    /** A host may be locked from now on. */
    synchronized void locking(Host host) {
        hosts.add(host);
    }

    /** Keeps the locks from now on, on threads that are there for hosts. */
    synchronized void keep(HostThreads threads) {
        long seconds = Lease.RENEWAL.toSeconds();
        renewal = timer.scheduleWithFixedDelay(() -> renewAll(threads), seconds, seconds, TimeUnit.SECONDS);
    }

    private synchronized void renewAll(HostThreads threads) {
        renewals.removeIf(Future::isDone);
        hosts.forEach(host -> renewals.add(threads.submit(host.name(), () -> renew(host))));
    }

    /** Keeps one lock; remembers when somebody else has it. */
    boolean renew(Host host) {
        try {
            String said = host.run(script("lock", HostScripts.LOCK)).stdout();
            if (said.startsWith("lost")) {
                synchronized (this) {
                    lost.add(host.name());
                }
            }
            return !said.startsWith("lost");
        } catch (RebuilderException e) {
            LOG.debug("the lock of {} was not kept", host.name(), e);
            return false;
        }
    }

    /** Whether somebody else has had a host since this was asked last: nothing that was known of it need be true. */
    synchronized boolean wasLost(String host) {
        return lost.remove(host);
    }

    /** Gives all locks up, as far as the hosts answer soon. */
    void release() {
        timer.shutdownNow();
        List<Host> all;
        synchronized (this) {
            if (renewal != null) {
                renewal.cancel(true);
            }
            all = List.copyOf(hosts);
            hosts.clear();
        }
        if (all.isEmpty()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        HostThreads threads = new HostThreads(Math.min(all.size(), 16));
        List<Future<?>> tasks = new ArrayList<>();
        all.forEach(host -> tasks.add(threads.submit(host.name(), () -> unlock(host))));
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        for (Future<?> task : tasks) {
            try {
                task.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
                break;
            } catch (TimeoutException | ExecutionException | CancellationException e) {
                LOG.debug("a lock stays until it is stale", e);
            }
        }
        threads.end(Duration.ZERO);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean unlock(Host host) {
        try {
            return host.run(script("unlock", HostScripts.UNLOCK).withTimeout(FAREWELL))
                    .succeeded();
        } catch (CancelledException e) {
            return false;
        }
    }

    private Command script(String name, String text) {
        return Command.script(name, text, List.of(HostScripts.HOME, lease.id())).withTimeout(ANSWER);
    }
}
