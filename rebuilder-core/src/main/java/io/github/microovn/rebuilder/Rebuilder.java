package io.github.microovn.rebuilder;

import io.github.microovn.rebuilder.build.Builder;
import io.github.microovn.rebuilder.build.MakeBuild;
import io.github.microovn.rebuilder.deploy.Cluster;
import io.github.microovn.rebuilder.deploy.ClusterStatus;
import io.github.microovn.rebuilder.deploy.Deployer;
import io.github.microovn.rebuilder.deploy.Desired;
import io.github.microovn.rebuilder.deploy.Interruption;
import io.github.microovn.rebuilder.deploy.Plan;
import io.github.microovn.rebuilder.deploy.RoundNumbers;
import io.github.microovn.rebuilder.error.ConfigurationException;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.event.RoundEvent;
import io.github.microovn.rebuilder.host.Connectors;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.RoundResult;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.watch.SourceWatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A session with a cluster: it builds OVN, sees what changed and brings that to every host, round after round, and
 * remembers what each host is still owed. One thread calls {@link #round}; {@link #interrupt} may come from any.
 */
public final class Rebuilder implements AutoCloseable {

    /** How long a round that was asked to end may clean up on its hosts, before its threads are interrupted. */
    private static final Duration CLEANUP_GRACE = Duration.ofSeconds(2);

    private final LocalTree tree;
    private final Cluster cluster;
    private final Deployer deployer;
    private final Interruption interruption;
    private final EventSink events;
    private final Turns turns = new Turns();
    private final Remarks remarks;
    private final Farewell farewell;
    private int rounds;

    private Rebuilder(
            RebuilderOptions options, LocalTree tree, Cluster cluster, Interruption interruption, EventSink events) {
        this.tree = tree;
        this.cluster = cluster;
        this.interruption = interruption;
        this.events = events;
        RoundNumbers numbers = new RoundNumbers(options.logDirectory());
        this.deployer = new Deployer(
                cluster, options.config(), options.ovnSource(), tree.hooks(), numbers, interruption, events);
        this.remarks = new Remarks(deployer, events);
        remarks.limits(options, cluster.names());
        this.farewell = new Farewell(options.restoreOnClose() && options.exclusive(), cluster, events);
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
        UsableOptions.require(options);
        EventSink events = new EventSink(consumer);
        Optional<String> directory =
                Optional.of(options.remotePath()).filter(path -> !path.equals(RebuilderOptions.AUTO));
        Cluster.Settings settings = new Cluster.Settings(
                options.config().targets(), directory, options.parallel(), options.connecting(), options.exclusive());
        connectors.prepare(options.hosts().hosts(), options.connecting());
        Cluster cluster = Cluster.connect(options.hosts(), connectors, settings, events);
        try {
            Interruption interruption = new Interruption();
            LocalTree tree = new LocalTree(options, builder, interruption, events);
            try {
                cluster.await();
                return new Rebuilder(options, tree, cluster, interruption, events);
            } catch (RuntimeException e) {
                tree.close();
                throw e;
            }
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
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
     * Builds, compares, and deploys what is owed: {@link #deploy} with a build, and without files that were never deployed.
     *
     * @return what was done and what is still owed
     * @throws io.github.microovn.rebuilder.error.CancelledException as for {@link #deploy}
     */
    public RoundResult round() {
        return deploy(true, false);
    }

    /**
     * Deploys what is owed. What fails is in the result; the session stays usable. When it is closed, the round that runs
     * ends as interrupted, and so does any later one before it has begun.
     *
     * @param build whether to build before
     * @param all whether also files go to a host that were never deployed there and that no build of ours has changed
     * @return what was done and what is still owed
     * @throws io.github.microovn.rebuilder.error.CancelledException when the calling thread is interrupted, which unlike
     *     {@link #interrupt} waits for nothing: close the session then
     */
    public RoundResult deploy(boolean build, boolean all) {
        return deploy(build, all, false);
    }

    /**
     * {@link #deploy(boolean, boolean)}, perhaps also where a database loses what its present schema alone has.
     *
     * @param build whether to build before
     * @param all whether also files go to a host that were never deployed there and that no build of ours has changed
     * @param force whether a database is converted to an older schema, and beside servers that may not survive it
     * @return what was done and what is still owed
     */
    public RoundResult deploy(boolean build, boolean all, boolean force) {
        return round((round, ended) -> {
            Optional<Status> stopped = ended.or(() -> build ? tree.build() : Optional.empty());
            Optional<Status> rejected = tree.rescan(stopped.isEmpty());
            Desired desired = tree.desired(all);
            Optional<Status> over = stopped.or(() -> rejected);
            List<HostResult> hosts = over.isEmpty() ? deployer.deploy(desired, force) : deployer.pending(desired);
            Status status = over.orElseGet(() -> deployer.verify(Status.of(hosts)));
            if (status == Status.NO_CHANGES) {
                events.emit(new RoundEvent.NoChanges(round));
                remarks.difference(desired);
            }
            remarks.leftOut(desired);
            return new Done(status, hosts);
        });
    }

    /**
     * Takes back the last round that changed something, on every host that it changed.
     *
     * @param force whether files that somebody else has changed since are put away, too
     * @return what was done; what was taken back is not owed until it changes again
     * @throws io.github.microovn.rebuilder.error.CancelledException as for {@link #deploy}
     */
    public RoundResult undo(boolean force) {
        return takeBack(false, desired -> deployer.undo(desired, force));
    }

    /**
     * Puts back what was on the hosts before this program came, with its permissions and owner; removes what was not there.
     *
     * @param force whether files that somebody else has changed since are put away, too
     * @return what was done; what was taken back is not owed until it changes again
     * @throws io.github.microovn.rebuilder.error.CancelledException as for {@link #deploy}
     */
    public RoundResult restore(boolean force) {
        return takeBack(true, desired -> deployer.restore(desired, force));
    }

    private RoundResult takeBack(boolean everything, Function<Desired, List<HostResult>> action) {
        return round((round, ended) -> {
            tree.rescan(false);
            Desired desired = tree.desired(false);
            List<HostResult> hosts = ended.isEmpty() ? action.apply(desired) : deployer.pending(desired);
            Status status = ended.orElseGet(() -> Status.of(hosts));
            if (status == Status.NO_CHANGES) {
                events.emit(new RoundEvent.NothingToTakeBack(round, everything));
            }
            return new Done(status, hosts);
        });
    }

    /**
     * What a deployment without a build would do, by what was found on the hosts at the start. Changes nothing.
     *
     * @param all as for {@link #deploy}
     * @return the plan
     */
    public Plan plan(boolean all) {
        return turns.take(() -> {
            tree.rescan(true);
            return deployer.plan(tree.desired(all));
        });
    }

    /**
     * How the hosts are now: what they have, and how their services are. Changes nothing.
     *
     * @return the status
     */
    public ClusterStatus status() {
        return turns.take(() -> {
            tree.rescan(false);
            return deployer.status(tree.desired(false));
        });
    }

    /**
     * Waits until the services that the last round restarted have run for the settle time.
     *
     * @return by host, those that died meanwhile; what is wrong with them was an event
     */
    public Map<String, List<String>> settle() {
        return deployer.settle();
    }

    /** What a round came to. */
    private record Done(Status status, List<HostResult> hosts) {}

    private RoundResult round(BiFunction<Integer, Optional<Status>, Done> work) {
        return turns.take(() -> {
            interruption.reset();
            int round = ++rounds;
            long started = System.nanoTime();
            events.emit(new RoundEvent.Started(round));
            Done done =
                    work.apply(round, interruption.requested() ? Optional.of(Status.INTERRUPTED) : Optional.empty());
            Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
            RoundResult result = new RoundResult(round, done.status(), done.hosts(), elapsed);
            events.emit(new RoundEvent.Finished(result));
            return result;
        });
    }

    /**
     * Watches the sources, and ends what watched them before. What a round builds does not have to be told of.
     *
     * @param due is run, by another thread, whenever something was saved and nothing more comes; it must not block
     * @return the watch; closed with the session
     * @throws io.github.microovn.rebuilder.error.BuildException when there is no source directory
     */
    public SourceWatch watch(Runnable due) {
        return turns.take(() -> tree.watch(due));
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
     * to clean up on its hosts. Where the options say so, there is a {@link #restore} before that, which can be interrupted. Idempotent.
     */
    @Override
    public void close() {
        try {
            farewell.say(hosts(), this::interrupt, () -> restore(false));
        } finally {
            end();
        }
    }

    /**
     * What came of putting everything back at the end.
     *
     * @return the result; empty when that was not wanted or not waited for, and before {@link #close}
     */
    public Optional<RoundResult> restored() {
        return farewell.result();
    }

    private void end() {
        interruption.requestForGood();
        deployer.endWatching();
        long deadline = System.nanoTime() + CLEANUP_GRACE.toNanos();
        turns.await(deadline);
        cluster.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        turns.await(System.nanoTime() + CLEANUP_GRACE.toNanos());
        tree.close();
    }
}
