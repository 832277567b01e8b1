package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.config.Config;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.config.Verification;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.hook.LocalHooks;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.service.ServiceRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Brings what is there locally to every host that is owed it: all hosts at once stage; when each of them has staged or
 * failed, all that have swap, restart in order, and are waited for. Used by one thread at a time.
 */
public final class Deployer {

    private final Cluster cluster;
    private final Interruption interruption;
    private final Session session;
    private final RoundNumbers numbers;
    private final Planner planner;
    private final Inspector inspector;
    private final Watchers watchers;
    private final Verification verification;
    private final LocalHooks local;

    /**
     * Starts a session's deployments.
     *
     * @param cluster the hosts
     * @param config what is watched, in the order of the configuration, and how services are restarted
     * @param sourceDirectory the OVN source directory, as the user typed it
     * @param local runs hooks on this machine
     * @param numbers the numbers of rounds
     * @param interruption ends a deployment safely
     * @param events is told what happens
     */
    public Deployer(
            Cluster cluster,
            Config config,
            String sourceDirectory,
            LocalHooks local,
            RoundNumbers numbers,
            Interruption interruption,
            EventSink events) {
        this.numbers = numbers;
        this.cluster = cluster;
        this.interruption = interruption;
        this.planner = new Planner(config.targets(), config.build().products(sourceDirectory));
        this.session = new Session(
                config.targets(),
                cluster.lease(),
                ServiceRules.with(config.services()),
                config.deploy(),
                new HookBook(config.targets(), config.hooks(), config.build().products(sourceDirectory)),
                interruption,
                events);
        this.inspector = new Inspector(session, planner);
        this.watchers = new Watchers(cluster.threads(), session);
        this.verification = config.verify();
        this.local = local;
    }

    /**
     * Deploys what is owed. What goes wrong is in the results.
     *
     * @param desired what the hosts should have
     * @param force whether a database may lose what only its present schema has
     * @return one result per host, in the order of the cluster; {@link Outcome#UNTOUCHED} for those that are owed nothing
     */
    public List<HostResult> deploy(Desired desired, boolean force) {
        return run(desired, round -> planner.deploy(round.member(), state(round), desired, force));
    }

    /**
     * Takes the last round back that changed something.
     *
     * @param desired what is there locally
     * @param force whether files that somebody else has changed since are put away, too
     * @return as for {@link #deploy}
     */
    public List<HostResult> undo(Desired desired, boolean force) {
        return run(desired, round -> planner.undo(round.member(), state(round), desired, lastRound(), force));
    }

    /**
     * Puts back what was there before the tool came.
     *
     * @param desired what is there locally
     * @param force whether files that somebody else has changed since are put away, too
     * @return as for {@link #deploy}
     */
    public List<HostResult> restore(Desired desired, boolean force) {
        return run(desired, round -> planner.restore(round.member(), state(round), desired, force));
    }

    private int lastRound() {
        return cluster.members().stream()
                .map(member -> session.memory().state(member.name()).ledger())
                .flatMapToInt(ledger -> ledger.files().values().stream()
                        .mapToInt(entry -> entry.round().orElse(0)))
                .max()
                .orElse(0);
    }

    /**
     * What a deployment would do, by what the hosts are and have now.
     *
     * @param desired what the hosts should have
     * @return the plan
     */
    public Plan plan(Desired desired) {
        return new PlannedHooks(session.hooks())
                .in(onAll(member -> inspector.plan(member, () -> look(member), desired)));
    }

    private Observation look(Member member) {
        Observation found = member.firstLook().orElseGet(() -> member.observer().observe(cluster.claim()));
        session.memory().observed(member.name(), HostState.of(found));
        return found;
    }

    /**
     * How the hosts are now.
     *
     * @param desired what the hosts should have
     * @return the status
     */
    public ClusterStatus status(Desired desired) {
        return new ClusterStatus(onAll(member -> inspector.status(member, cluster.claim(), desired)));
    }

    private <T> List<T> onAll(Function<Member, T> question) {
        Map<String, T> answers = new ConcurrentHashMap<>();
        cluster.threads()
                .forEach(
                        cluster.members(),
                        Member::name,
                        interruption,
                        member -> answers.put(member.name(), question.apply(member)));
        return cluster.members().stream()
                .flatMap(member -> Optional.ofNullable(answers.get(member.name())).stream())
                .toList();
    }

    /**
     * What the hosts are owed, without doing anything about it.
     *
     * @param desired what the hosts should have
     * @return one result per host, all of them {@link Outcome#UNTOUCHED}
     */
    public List<HostResult> pending(Desired desired) {
        awaitFirstLooks();
        return cluster.members().stream()
                .map(member -> new HostRound(member, session).result(planner, desired))
                .toList();
    }

    private void awaitFirstLooks() {
        for (Member member : cluster.members()) {
            member.firstLook().ifPresent(found -> session.memory().observed(member.name(), HostState.of(found)));
        }
    }

    /**
     * Files that differ on hosts from what is there locally, that the tool has never deployed there and no build of ours has
     * changed. They stay as they are.
     *
     * @param desired what the hosts should have
     * @return local paths of the targets by host; only hosts that have such files
     */
    public Map<String, List<String>> foreign(Desired desired) {
        return standing(desired, HostState.Standing.FOREIGN);
    }

    /**
     * What hosts of the session are owed and do not get, because it is left out.
     *
     * @param desired what the hosts should have
     * @return local paths of the targets by host; only hosts that are owed some
     */
    public Map<String, List<String>> leftOut(Desired desired) {
        return standing(desired.leftOut(session.targets()), HostState.Standing.OWED);
    }

    private Map<String, List<String>> standing(Desired desired, HostState.Standing standing) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (Member member : cluster.members()) {
            HostState state = session.memory().state(member.name());
            List<String> names = planner.targets(member, state, desired, standing).stream()
                    .map(Target::localPath)
                    .toList();
            if (!names.isEmpty()) {
                found.put(member.name(), names);
            }
        }
        return found;
    }

    /**
     * Waits until everything that was restarted last has run for the settle time.
     *
     * @return by host, the services that died meanwhile
     */
    public Map<String, List<String>> settle() {
        return watchers.await();
    }

    /**
     * If the configuration wants it and everything is in place: makes a change of the northbound database and waits until it
     * has reached every chassis. What came of it is an event.
     *
     * @param status how the round ended so far
     * @return how it ended: unhealthy if the change did not get through
     */
    public Status verify(Status status) {
        return status == Status.DEPLOYED && verification == Verification.SYNC
                ? new Verifier(cluster, session).run()
                : status;
    }

    /** Watches no more what was restarted last. */
    public void endWatching() {
        watchers.end();
    }

    private HostState state(HostRound round) {
        return session.memory().state(round.host());
    }

    private List<HostResult> run(Desired desired, Function<HostRound, Work> assignment) {
        endWatching();
        awaitFirstLooks();
        List<HostRound> rounds = cluster.members().stream()
                .map(member -> new HostRound(member, session))
                .toList();
        Consumer<HostRound> told = round -> {
            if (round.ended()) {
                session.emit(new HostEvent.Finished(round.result(planner, desired)));
            }
        };
        Steps steps = (which, step) -> inParallel(rounds, which, step, told);
        rounds.stream()
                .filter(round -> cluster.locks().wasLost(round.host()))
                .forEach(round -> session.memory().doubt(round.host()));
        // A host that was lost in the middle is asked what it has before anything is decided about it.
        steps.take(round -> session.memory().inDoubt(round.host()), HostRound::observe);
        session.begin(numbers.after(rounds.stream()
                .mapToInt(round -> state(round).ledger().round())
                .max()
                .orElse(0)));
        rounds.stream().filter(round -> !round.ended()).forEach(round -> round.assign(assignment.apply(round)));
        if (rounds.stream().anyMatch(HostRound::busy)) {
            numbers.use(session.round());
        }
        SchemaRound schemas = SchemaRound.begin(session, rounds, steps);
        steps.take(HostRound::busy, HostRound::stage);
        schemas.before();
        RoundHooks hooks = new RoundHooks(session, local, rounds, steps);
        hooks.before();
        new Rollout(session, interruption).run(rounds, steps, schemas, hooks::after);
        watchers.begin(rounds);
        return rounds.stream().map(round -> round.result(planner, desired)).toList();
    }

    /** Takes rounds a step further. */
    @FunctionalInterface
    interface Steps {
        /** Takes a step with those that are in for it and have not ended; returns when all have taken it. */
        void take(Predicate<HostRound> which, Consumer<HostRound> step);
    }

    private void inParallel(
            List<HostRound> rounds,
            Predicate<HostRound> which,
            Consumer<HostRound> step,
            Consumer<HostRound> afterwards) {
        List<HostRound> open =
                rounds.stream().filter(which).filter(round -> !round.ended()).toList();
        List<HostRound> left = cluster.threads().forEach(open, HostRound::host, interruption, round -> {
            step.accept(round);
            afterwards.accept(round);
        });
        left.forEach(round -> {
            round.forsake();
            afterwards.accept(round);
        });
    }
}
