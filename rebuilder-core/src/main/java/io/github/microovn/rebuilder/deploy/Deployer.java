package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.change.Fingerprints;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Brings what is there locally to every host that is owed it: all hosts at once stage; when each of them has staged or
 * failed, all that have swap and restart. Used by one thread at a time.
 */
public final class Deployer {

    private final Cluster cluster;
    private final List<Target> targets;
    private final Interruption interruption;
    private final Session session;

    /**
     * Starts a session's deployments.
     *
     * @param cluster the hosts
     * @param targets what is watched, in the order of the configuration
     * @param sourceDirectory the OVN source directory, as the user typed it
     * @param atStart what is there locally now; the hosts count as having it
     * @param interruption ends a deployment safely
     * @param events is told what happens
     */
    public Deployer(
            Cluster cluster,
            List<Target> targets,
            String sourceDirectory,
            Fingerprints atStart,
            Interruption interruption,
            EventSink events) {
        this.cluster = cluster;
        this.targets = List.copyOf(targets);
        this.interruption = interruption;
        byte[] id = new byte[4];
        new SecureRandom().nextBytes(id);
        this.session = new Session(
                sourceDirectory,
                HexFormat.of().formatHex(id),
                new Backlog(cluster.names(), atStart),
                interruption,
                events);
    }

    /**
     * Deploys what is owed. What goes wrong is in the results.
     *
     * @param now what is there locally
     * @return one result per host, in the order of the cluster; {@link Outcome#UNTOUCHED} for those that are owed nothing
     */
    public List<HostResult> deploy(Fingerprints now) {
        List<HostRound> rounds = cluster.members().stream()
                .map(member -> new HostRound(member, session))
                .toList();
        // A host that was lost in a swap is asked what it has before anything is decided about it.
        inParallel(rounds, round -> !session.backlog().doubts(round.host()).isEmpty(), HostRound::observe, now);
        Plan plan = Plan.of(cluster.names(), targets, now, session.backlog());
        rounds.forEach(round -> round.assign(plan.work(round.host())));
        Predicate<HostRound> busy = round -> !plan.work(round.host()).equals(Plan.Work.NONE);
        inParallel(rounds, busy, HostRound::stage, now);
        inParallel(rounds, busy, this::applyOrAbandon, now);
        return rounds.stream().map(round -> round.result(now)).toList();
    }

    /**
     * What the hosts are owed, without doing anything about it.
     *
     * @param now what is there locally
     * @return one result per host, all of them {@link Outcome#UNTOUCHED}
     */
    public List<HostResult> pending(Fingerprints now) {
        return cluster.members().stream()
                .map(member -> new HostRound(member, session).result(now))
                .toList();
    }

    private void applyOrAbandon(HostRound round) {
        if (interruption.requested()) {
            round.abandon();
        } else {
            round.apply();
        }
    }

    /** Takes those rounds a step further that are in for it and have not ended. */
    private void inParallel(
            List<HostRound> rounds, Predicate<HostRound> which, Consumer<HostRound> step, Fingerprints now) {
        List<HostRound> open =
                rounds.stream().filter(which).filter(round -> !round.ended()).toList();
        List<HostRound> left = cluster.threads().forEach(open, HostRound::host, interruption, round -> {
            step.accept(round);
            if (round.ended()) {
                session.emit(new HostEvent.Finished(round.result(now)));
            }
        });
        left.forEach(round -> {
            round.forsake();
            session.emit(new HostEvent.Finished(round.result(now)));
        });
    }
}
