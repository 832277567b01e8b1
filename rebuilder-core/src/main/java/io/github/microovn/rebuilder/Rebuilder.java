package io.github.microovn.rebuilder;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.microovn.rebuilder.build.Build;
import io.github.microovn.rebuilder.build.BuildOutput;
import io.github.microovn.rebuilder.build.BuildRequest;
import io.github.microovn.rebuilder.build.BuildResult;
import io.github.microovn.rebuilder.build.Builder;
import io.github.microovn.rebuilder.build.MakeBuild;
import io.github.microovn.rebuilder.change.Fingerprint;
import io.github.microovn.rebuilder.change.FingerprintScanner;
import io.github.microovn.rebuilder.change.Fingerprints;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.deploy.Cluster;
import io.github.microovn.rebuilder.deploy.Deployer;
import io.github.microovn.rebuilder.deploy.Interruption;
import io.github.microovn.rebuilder.error.BuildException;
import io.github.microovn.rebuilder.error.ConfigurationException;
import io.github.microovn.rebuilder.error.ConfigurationException.Problem;
import io.github.microovn.rebuilder.error.ProductException;
import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.event.RoundEvent;
import io.github.microovn.rebuilder.host.Connectors;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A session with a cluster: it builds OVN, sees what changed and brings that to every host, round after round, and
 * remembers what each host is still owed. One thread calls {@link #round}; {@link #interrupt} may come from any.
 */
public final class Rebuilder implements AutoCloseable {

    /** How long a round that was asked to end may clean up on its hosts, before its threads are interrupted. */
    private static final Duration CLEANUP_GRACE = Duration.ofSeconds(2);

    private final RebuilderOptions options;
    private final Builder builder;
    private final BuildLog log;
    private final FingerprintScanner scanner;
    private final Cluster cluster;
    private final Deployer deployer;
    private final Interruption interruption = new Interruption();
    private final EventSink events;
    private final ReentrantLock working = new ReentrantLock();
    private Fingerprints known;
    private int rounds;

    private Rebuilder(
            RebuilderOptions options,
            Builder builder,
            BuildLog log,
            FingerprintScanner scanner,
            Fingerprints atStart,
            Cluster cluster,
            EventSink events) {
        this.options = options;
        this.builder = builder;
        this.log = log;
        this.scanner = scanner;
        this.known = atStart;
        this.cluster = cluster;
        this.events = events;
        this.deployer =
                new Deployer(cluster, options.config().targets(), options.ovnSource(), atStart, interruption, events);
    }

    /**
     * Connects to all hosts at once and checks that they are fit for deployments.
     *
     * @param options what to work with
     * @param events is given everything that happens, by one thread at a time
     * @return the session
     * @throws ConfigurationException when the options name no host, an unknown connector or an unusable directory
     * @throws io.github.microovn.rebuilder.error.StartException with one line for every host that is not fit
     * @throws io.github.microovn.rebuilder.error.CancelledException when the calling thread is interrupted
     */
    public static Rebuilder open(RebuilderOptions options, Consumer<? super Event> events) {
        return open(options, Connectors.load(), new MakeBuild(options.environment()), events);
    }

    static Rebuilder open(
            RebuilderOptions options, Connectors connectors, Builder builder, Consumer<? super Event> consumer) {
        requireUsable(options);
        EventSink events = new EventSink(consumer);
        Optional<String> directory =
                Optional.of(options.remotePath()).filter(path -> !path.equals(RebuilderOptions.AUTO));
        Cluster.Settings settings =
                new Cluster.Settings(options.config().targets(), directory, options.parallel(), options.connecting());
        connectors.prepare(options.hosts().hosts(), options.connecting());
        Cluster cluster = Cluster.connect(options.hosts(), connectors, settings, events);
        try {
            FingerprintScanner scanner = new FingerprintScanner(Path.of(options.ovnSource()));
            Fingerprints atStart = atStart(scanner, options.config().targets());
            cluster.await();
            BuildLog log = BuildLog.in(options.logDirectory());
            return new Rebuilder(options, builder, log, scanner, atStart, cluster, events);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    static void requireUsable(RebuilderOptions options) {
        if (options.hosts().isEmpty()) {
            throw unusable("no hosts: name them with -H, or in the configuration under 'hosts'");
        }
        String remotePath = options.remotePath();
        if (!remotePath.startsWith("/") && !remotePath.equals(RebuilderOptions.AUTO)) {
            throw unusable("'" + remotePath + "' is not a usable remote path: it has to begin with '/', or be '"
                    + RebuilderOptions.AUTO + "'");
        }
    }

    private static ConfigurationException unusable(String message) {
        return new ConfigurationException(List.of(new Problem("", message)));
    }

    /** What is there now; a file that cannot be deployed counts as missing, so that its successor is a change. */
    private static Fingerprints atStart(FingerprintScanner scanner, List<Target> targets) {
        try {
            return scanner.scan(targets);
        } catch (ProductException e) {
            Map<Target, Fingerprint> found = new LinkedHashMap<>();
            for (Target target : targets) {
                try {
                    found.putAll(scanner.scan(List.of(target)).byTarget());
                } catch (ProductException unusable) {
                    // A round that builds says so.
                }
            }
            return new Fingerprints(found);
        }
    }

    /**
     * The hosts of the session.
     *
     * @return their names, in the order they were named
     */
    public List<String> hosts() {
        return cluster.names();
    }

    /**
     * Builds, compares, and deploys what is owed. What fails is in the result; the session stays usable. When it is closed,
     * the round that runs ends as interrupted, and so does any later one before it has begun.
     *
     * @return what was done and what is still owed
     * @throws io.github.microovn.rebuilder.error.CancelledException when the calling thread is interrupted, which unlike
     *     {@link #interrupt} waits for nothing: close the session then
     */
    public RoundResult round() {
        working.lock();
        try {
            interruption.reset();
            return round(++rounds);
        } finally {
            working.unlock();
        }
    }

    private RoundResult round(int round) {
        long started = System.nanoTime();
        events.emit(new RoundEvent.Started(round));
        Optional<Status> ended = interruption.requested() ? Optional.of(Status.INTERRUPTED) : build();
        Optional<Status> rejected = rescan(ended.isEmpty());
        ended = ended.or(() -> rejected);
        List<HostResult> hosts = ended.isEmpty() ? deployer.deploy(known) : deployer.pending(known);
        Status status = ended.isPresent() ? ended.get() : deployed(hosts);
        if (status == Status.NO_CHANGES) {
            events.emit(new RoundEvent.NoChanges(round));
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        RoundResult result = new RoundResult(round, status, hosts, elapsed);
        events.emit(new RoundEvent.Finished(result));
        return result;
    }

    /** Builds and looks at what is there then; present when the round ends here. */
    private Optional<Status> build() {
        BuildRequest request = BuildRequest.of(Path.of(options.ovnSource()), options.jobs(), log.directory());
        events.emit(new BuildEvent.Started(options.ovnSource(), builder.command(request)));
        try (Build build = builder.start(request, BuildOutput.NONE)) {
            interruption.during(build::cancel, build::await);
            return ended(build.await());
        } catch (BuildException e) {
            events.emit(new BuildEvent.Failed(String.valueOf(e.getMessage()), null, Duration.ZERO));
            return Optional.of(Status.BUILD_FAILED);
        }
    }

    private Optional<Status> ended(BuildResult result) {
        if (result instanceof BuildResult.Failed failed) {
            events.emit(new BuildEvent.Failed(failed.reason(), failed.log(), failed.elapsed()));
            return Optional.of(Status.BUILD_FAILED);
        }
        if (result instanceof BuildResult.Cancelled cancelled) {
            events.emit(new BuildEvent.Interrupted(cancelled.elapsed()));
            return Optional.of(Status.INTERRUPTED);
        }
        events.emit(new BuildEvent.Finished(result.elapsed()));
        return interruption.requested() ? Optional.of(Status.INTERRUPTED) : Optional.empty();
    }

    /**
     * Looks at what is there now, also after a build that failed half-way: that is what the hosts are owed. Present when it
     * cannot be deployed.
     */
    private Optional<Status> rescan(boolean built) {
        try {
            known = scanner.scan(options.config().targets());
            return Optional.empty();
        } catch (ProductException e) {
            if (built) {
                events.emit(new BuildEvent.Rejected(e.problems()));
            }
            return Optional.of(Status.BUILD_FAILED);
        }
    }

    private Status deployed(List<HostResult> hosts) {
        List<Outcome> outcomes = hosts.stream().map(HostResult::outcome).toList();
        if (outcomes.contains(Outcome.FAILED)) {
            return Status.HOST_FAILED;
        }
        if (outcomes.contains(Outcome.INTERRUPTED)) {
            return Status.INTERRUPTED;
        }
        return outcomes.contains(Outcome.OK) ? Status.DEPLOYED : Status.NO_CHANGES;
    }

    /**
     * Ends the running round safely: a build is stopped, uploaded but not yet placed files are removed, a host whose files
     * are being replaced is finished first. {@link #round} then returns; what was not done stays owed. Without effect when
     * no round runs.
     */
    public void interrupt() {
        interruption.request();
    }

    /**
     * Ends what runs, removes what is temporary and frees every connection and thread. A round that runs is given a moment
     * to clean up on its hosts. Idempotent.
     */
    @Override
    public void close() {
        interruption.requestForGood();
        long deadline = System.nanoTime() + CLEANUP_GRACE.toNanos();
        awaitRound(deadline);
        cluster.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        awaitRound(System.nanoTime() + CLEANUP_GRACE.toNanos());
        log.close();
    }

    /** Waits until no round runs. An interrupt of this thread from before does not end the wait, one that comes does. */
    private void awaitRound(long deadline) {
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
