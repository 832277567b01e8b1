package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.HostResult.Unwell;
import io.github.microovn.rebuilder.result.Step;
import io.github.microovn.rebuilder.service.Health;
import io.github.microovn.rebuilder.service.Restarted;
import io.github.microovn.rebuilder.service.ServiceState;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round on one host: {@link #stage} changes nothing that anybody uses, {@link #apply} does once every host has staged, and
 * {@link #finish} waits for what was restarted. Whatever goes wrong stays in here. Used by one thread at a time.
 */
final class HostRound {

    private static final Logger LOG = LoggerFactory.getLogger(HostRound.class);

    private static final Duration HURRY = Duration.ofSeconds(2);

    private final Member member;
    private final Session session;
    private final Attempts attempts;
    private final Staging staging;
    private final Trial trial;
    private final Applying applying;
    private final Checkup checkup;
    private final HostHooks hooks;
    private final HostSchemas schemas;
    private final Ending ending;
    private Work work = Work.NONE;

    HostRound(Member member, Session session) {
        this.member = member;
        this.session = session;
        this.attempts = new Attempts(member.name());
        this.staging = new Staging(member, session, attempts);
        this.trial = new Trial(member, session, attempts);
        this.applying = new Applying(member, session, attempts, staging);
        this.checkup = new Checkup(member, session, attempts);
        this.hooks = new HostHooks(member, session, attempts);
        this.schemas = new HostSchemas(member, session, attempts);
        this.ending = new Ending(session, attempts, member.name(), staging::discard, this::showJournals);
    }

    String host() {
        return member.name();
    }

    Member member() {
        return member;
    }

    /** Whether it is over and had something to do. */
    boolean ended() {
        return ending.reached();
    }

    /** Looks at the host again: it was lost while something changed there. */
    void observe() {
        ending.interruptibly(() -> {
            attempts.begin(Step.OBSERVE);
            Observation found = attempts.attempt(
                    "Failed to look at the host: ", () -> member.observer().observe(Optional.of(session.lease())));
            session.memory().observed(host(), HostState.of(found));
        });
    }

    /** Gives it its work. */
    void assign(Work assigned) {
        work = assigned;
        hooks.assign(assigned);
        schemas.assign(assigned);
    }

    boolean busy() {
        return !work.nothing();
    }

    /** Brings everything there, verifies it, and tries what is a program. What somebody else has changed stays as it is. */
    void stage() {
        ending.interruptibly(() -> {
            staging.stage(work);
            if (!staging.foreign().isEmpty()) {
                work = work.without(
                        staging.foreign(),
                        session.memory().state(host()).ledger().restarts());
                requireOthers();
            }
            trial.run(work.changes());
        });
    }

    private void requireOthers() {
        if (work.nothing()) {
            throw attempts.failure(foreign());
        }
    }

    /** What is left as it is: a sentence about each. */
    private String foreign() {
        return staging.foreign().stream()
                .map(one -> session.foreign(one.change(), one.found()))
                .collect(Collectors.joining("; "));
    }

    /** The services that restart in this round: not those that are out of service there on purpose. */
    List<String> due() {
        return work.restarts().stream().filter(this::wanted).toList();
    }

    private boolean wanted(String service) {
        ServiceState state = staging.states().get(service);
        return state == null || state.wanted();
    }

    /** Which of them lead or work for other hosts. */
    Set<String> leading() {
        return staging.leading();
    }

    boolean applied() {
        return applying.applied();
    }

    /** Puts what was staged in place and restarts some services. */
    void apply(List<String> services) {
        if (!applied()) {
            ending.interruptibly(hooks::before);
        }
        if (ended()) {
            return;
        }
        List<String> left =
                work.restarts().stream().filter(service -> !wanted(service)).toList();
        ending.guarded(() -> {
            applying.apply(services, due(), left);
            left.stream()
                    .filter(service -> session.firstTime("skipped", host(), service))
                    .forEach(service -> session.emit(new HostEvent.ServiceSkipped(host(), service)));
        });
    }

    /** Waits until some of what was restarted so far is ready; only a moment when the user wanted to end before that. */
    void await(Collection<String> services) {
        Map<String, Restarted> awaited = new LinkedHashMap<>(applying.restarted());
        awaited.keySet().retainAll(services);
        if (session.interruption().requested()) {
            ending.guarded(() -> checkup.await(awaited, HURRY));
        } else {
            ending.interruptibly(() -> checkup.await(awaited, session.settings().timeout()));
        }
        if (settled() && !session.interruption().requested()) {
            ending.interruptibly(hooks::after);
        }
    }

    /** Whether everything is replaced, restarted and ready. */
    boolean settled() {
        List<String> ready =
                healths().stream().filter(Health::ready).map(Health::service).toList();
        return !ended() && applied() && schemas.complete() && ready.containsAll(due());
    }

    private List<String> waiting() {
        return due().stream()
                .filter(service -> !applying.restarted().containsKey(service))
                .toList();
    }

    HostHooks hooks() {
        return hooks;
    }

    HostSchemas schemas() {
        return schemas;
    }

    /** Does something here that the user may interrupt. */
    void attempt(Runnable action) {
        ending.interruptibly(action);
    }

    /** Does something here that is better not left half done. */
    void surely(Runnable action) {
        ending.guarded(action);
    }

    /** Why the host has failed; empty when it has not. */
    Optional<String> complaint() {
        return Optional.ofNullable(ending.failure())
                .map(failed -> hooks.complaint().orElse(failed.reason()));
    }

    /** The services that were waited for and are not ready. */
    List<String> unwell() {
        return checkup.unwell();
    }

    /** How the services are that were restarted. */
    List<Health> healths() {
        return checkup.healths();
    }

    /**
     * Waits for what was restarted, and ends.
     *
     * @param stalled the hosts where a service did not become ready, by service
     */
    void finish(Map<String, Set<String>> stalled) {
        await(applying.restarted().keySet());
        if (ended()) {
            return;
        }
        List<String> waiting = waiting();
        if (waiting.isEmpty() && !staging.foreign().isEmpty()) {
            ending.fail(Step.VERIFY, foreign());
        } else if (waiting.isEmpty()) {
            ending.guarded(this::settle);
        } else {
            Set<String> hosts = new TreeSet<>();
            waiting.forEach(service -> hosts.addAll(stalled.getOrDefault(service, Set.of())));
            ending.fail(
                    Step.RESTART,
                    (applied() ? "Did not restart " : "Replaced nothing and did not restart ")
                            + String.join(", ", waiting) + ", so that one is left that works: not ready on "
                            + String.join(", ", hosts));
        }
    }

    private void settle() {
        if (!checkup.unwell().isEmpty()) {
            ending.reach(Outcome.UNHEALTHY);
            return;
        }
        hooks.settle();
        ending.reach(hooks.complete() && schemas.complete() ? Outcome.OK : Outcome.INTERRUPTED);
    }

    /** Ends without having changed anything: the user wants it so. */
    void abandon() {
        ending.abandon();
    }

    /** Ends without a word to the host, which is closed: what was staged there is swept at the next connection. */
    void forsake() {
        ending.reach(Outcome.INTERRUPTED);
    }

    /** What became of it, and what stays pending. */
    HostResult result(Planner planner, Desired desired) {
        HostState state = session.memory().state(host());
        List<String> pending = planner.targets(member, state, desired, HostState.Standing.OWED).stream()
                .map(Target::localPath)
                .toList();
        return new HostResult(
                host(),
                ending.outcome(),
                applying.deployed(),
                applying.restarted().values().stream()
                        .filter(one -> one.succeeded())
                        .map(one -> one.service())
                        .toList(),
                ending.failure(),
                checkup.healths().stream()
                        .filter(health -> !health.ready())
                        .map(health -> new Unwell(health.service(), health.reason(), health.journal()))
                        .toList(),
                pending,
                List.copyOf(planner.owedRestarts(state, desired)),
                session.hooks().names(member, state.ledger().hooks()),
                session.schemas().names(member, state.ledger().schemas().owed()));
    }

    /** What a service that was not started says about it. */
    private void showJournals() {
        boolean refused = applying.restarted().values().stream().anyMatch(one -> !one.succeeded());
        if (!refused || !unwell().isEmpty()) {
            return;
        }
        try {
            checkup.await(applying.restarted(), Duration.ZERO);
        } catch (RuntimeException e) {
            LOG.debug("no journal of {}", host(), e);
        }
    }
}
