package io.github.microovn.rebuilder.deploy;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.config.HostSpecs;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.error.StartException;
import io.github.microovn.rebuilder.event.ConnectEvent;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.Connectors;
import io.github.microovn.rebuilder.host.Host;
import io.github.microovn.rebuilder.host.TriedSnap;
import io.github.microovn.rebuilder.result.Step;
import io.github.microovn.rebuilder.service.SnapServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The hosts of a session: connected all at once, found fit, and the threads that work on them. */
public final class Cluster implements AutoCloseable {

    private final Connectors connectors;
    private final HostThreads threads;
    private final List<Member> members = new ArrayList<>();
    private final List<Host> opened = new ArrayList<>();
    private boolean closed;
    private final List<Future<Member>> connecting = new ArrayList<>();
    private final HostSpecs specs;
    private final Settings settings;
    private final EventSink events;
    private final Lease lease = Lease.create();
    private final Locks locks = new Locks(lease);
    private final Arrivals arrivals;
    private final Duration limit;
    private final long deadline;

    private Cluster(HostSpecs specs, Connectors connectors, Settings settings, EventSink events) {
        this.specs = specs;
        this.connectors = connectors;
        this.settings = settings;
        this.events = events;
        int hosts = specs.hosts().size();
        int parallel = Math.max(1, Math.min(settings.parallel(), hosts));
        this.threads = new HostThreads(parallel);
        // Hosts beyond the number of threads begin when others are done.
        int turns = (hosts + parallel - 1) / parallel;
        this.limit = settings.options().timeout().multipliedBy(Math.max(1, turns));
        this.deadline = System.nanoTime() + limit.toNanos();
        this.arrivals =
                new Arrivals(specs.hosts().stream().map(HostSpec::address).toList(), events);
    }

    /**
     * How to connect.
     *
     * @param targets what will be deployed
     * @param directory the directory on the hosts that targets are relative to; empty: where the tried snap is
     * @param parallel how many hosts are worked on at once
     * @param options how long a host may take until it is found fit, and where its connector looks for settings
     * @param exclusive whether the hosts are locked, because something may change there; else nothing does
     */
    public record Settings(
            List<Target> targets, Optional<String> directory, int parallel, ConnectOptions options, boolean exclusive) {
        /** {@inheritDoc} */
        public Settings {
            targets = List.copyOf(targets);
        }
    }

    /**
     * Begins to connect to all hosts at once; {@link #await} waits for it.
     *
     * @param specs the hosts
     * @param connectors what reaches them; closed with the cluster, also when this fails
     * @param settings how
     * @param events is told of every host
     * @return the cluster
     * @throws io.github.microovn.rebuilder.error.ConfigurationException naming every scheme that nobody provides
     */
    public static Cluster connect(HostSpecs specs, Connectors connectors, Settings settings, EventSink events) {
        Cluster cluster = new Cluster(specs, connectors, settings, events);
        try {
            connectors.require(specs.hosts());
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
        for (HostSpec spec : specs.hosts()) {
            cluster.connecting.add(cluster.threads.submit(spec.address(), () -> cluster.find(spec)));
        }
        return cluster;
    }

    /**
     * Waits until every host is connected and found fit.
     *
     * @throws StartException with one line for every host that is not
     * @throws CancelledException when the calling thread is interrupted
     */
    public void await() {
        try {
            arrivals.tellOfSlow(limit);
            gather();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("connecting to the hosts", e);
        }
        if (settings.exclusive()) {
            locks.keep(threads);
        }
        // To hash all files takes longer than a user shall wait for the prompt.
        members.forEach(member -> member.lookingAt(
                threads.submit(member.name(), () -> member.observer().observe(claim()))));
        specs.repeated().forEach(spec -> events.emit(new HostEvent.NamedTwice(spec.address(), spec.toString())));
    }

    private void gather() throws InterruptedException {
        List<HostStepException> problems = new ArrayList<>();
        for (int i = 0; i < connecting.size(); i++) {
            String name = specs.hosts().get(i).address();
            try {
                members.add(connecting.get(i).get(deadline - System.nanoTime(), NANOSECONDS));
            } catch (TimeoutException e) {
                connecting.get(i).cancel(true);
                String reason = "no answer within " + text(settings.options().timeout());
                problems.add(new HostStepException(name, Step.CONNECT, reason, e));
            } catch (ExecutionException e) {
                problems.add(problem(name, e.getCause()));
            }
        }
        if (!problems.isEmpty()) {
            throw new StartException(problems);
        }
    }

    private Member find(HostSpec spec) {
        try {
            return connect(spec);
        } catch (HostStepException | HostUnavailableException e) {
            String name = spec.address();
            arrivals.found(name, new ConnectEvent.Failed(name, problem(name, e).reason()));
            throw e;
        }
    }

    private Member connect(HostSpec spec) {
        long started = System.nanoTime();
        Host host = connectors.connect(spec, settings.options());
        adopt(host);
        String directory = settings.directory().orElseGet(() -> TriedSnap.directory(host, SnapServices.SNAP));
        Observer observer = observer(host, directory);
        if (settings.exclusive()) {
            locks.locking(host);
        }
        Observation found = observer.check(claim());
        Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        arrivals.found(spec.address(), new HostEvent.Connected(host.name(), directory, elapsed));
        if (!found.swept().isEmpty()) {
            events.emit(new HostEvent.Swept(host.name(), found.swept()));
        }
        HostState.damage(found).ifPresent(reason -> events.emit(new HostEvent.LedgerRebuilt(host.name(), reason)));
        return new Member(host, directory, observer);
    }

    private Observer observer(Host host, String directory) {
        List<String> paths = settings.targets().stream()
                .map(target -> target.remotePathIn(directory))
                .toList();
        List<String> services = settings.targets().stream()
                .flatMap(target -> target.services().stream())
                .distinct()
                .toList();
        return new Observer(host, directory, paths, services);
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

    private static String text(Duration time) {
        return time.toMillisPart() == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private static HostStepException problem(String name, @Nullable Throwable cause) {
        if (cause instanceof HostStepException step) {
            return step;
        }
        if (cause instanceof HostUnavailableException unavailable) {
            return new HostStepException(name, Step.CONNECT, unavailable.reason(), unavailable);
        }
        return new HostStepException(name, Step.CONNECT, "unexpected: " + cause, cause);
    }

    /**
     * The hosts.
     *
     * @return their names, in the order they were named
     */
    public List<String> names() {
        return members.stream().map(Member::name).toList();
    }

    List<Member> members() {
        return List.copyOf(members);
    }

    Lease lease() {
        return lease;
    }

    /** The lease, where the hosts are locked. */
    Optional<Lease> claim() {
        return settings.exclusive() ? Optional.of(lease) : Optional.empty();
    }

    Locks locks() {
        return locks;
    }

    /** Waits for what is still done on hosts although the thread that waited for it was interrupted. */
    public void awaitRest() {
        threads.awaitRest();
    }

    HostThreads threads() {
        return threads;
    }

    /**
     * Frees every thread and connection. Idempotent.
     *
     * @param grace how long the threads may go on with what they do, and with that alone
     */
    public void close(Duration grace) {
        threads.end(grace);
        locks.release();
        List<Host> toClose;
        synchronized (opened) {
            closed = true;
            toClose = List.copyOf(opened);
        }
        toClose.forEach(Host::close);
        connectors.close();
    }

    /** Frees every thread and connection at once. Idempotent. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }
}
