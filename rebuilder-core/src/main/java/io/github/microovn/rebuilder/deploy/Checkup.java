package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.ledger.Ledger;
import io.github.microovn.rebuilder.result.Step;
import io.github.microovn.rebuilder.service.Awaited;
import io.github.microovn.rebuilder.service.Health;
import io.github.microovn.rebuilder.service.Readiness;
import io.github.microovn.rebuilder.service.Readiness.Afterwards;
import io.github.microovn.rebuilder.service.Restarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Waits until the services that were restarted on a host are ready. A restart is owed until then, on the host as well. Used by
 * one thread at a time.
 */
final class Checkup {

    private final Member member;
    private final Session session;
    private final Attempts attempts;
    private final Readiness readiness;
    private final Map<String, Health> healths = new LinkedHashMap<>();

    Checkup(Member member, Session session, Attempts attempts) {
        this.member = member;
        this.session = session;
        this.attempts = attempts;
        this.readiness = new Readiness(member.host(), session.rules());
    }

    /** How every service is that was looked at. */
    List<Health> healths() {
        return List.copyOf(healths.values());
    }

    /** The services that are not well. */
    List<String> unwell() {
        return healths.values().stream()
                .filter(health -> !health.ready())
                .map(Health::service)
                .toList();
    }

    /** Waits for services that were restarted and were not waited for yet. */
    void await(Map<String, Restarted> restarted, Duration timeout) {
        List<Awaited> awaited = new ArrayList<>();
        HostState now = session.memory().state(member.name());
        restarted.forEach((service, one) -> {
            if (!healths.containsKey(service)) {
                Map<String, String> programs = programs(session, member, now, service);
                awaited.add(new Awaited(service, one.since(), programs, known(service, now)));
            }
        });
        if (awaited.isEmpty()) {
            return;
        }
        attempts.begin(Step.READY);
        session.emit(new HostEvent.Working(
                member.name(),
                Step.READY,
                awaited.stream().map(Awaited::service).toList()));
        Ledger after = session.memory()
                .state(member.name())
                .ledger()
                .restarted(awaited.stream().map(Awaited::service).toList());
        Afterwards recording = attempts.attempt(
                "Failed to record that the services are ready: ",
                () -> new Afterwards(
                        HostScripts.RECORD,
                        List.of(HostScripts.HOME, LedgerArgument.of(after, member.host(), session.lease(), "ready"))));
        long started = System.nanoTime();
        List<Health> found = attempts.attempt(
                "Failed to see whether the services are ready: ", () -> readiness.await(awaited, timeout, recording));
        Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        for (Health health : found) {
            healths.put(health.service(), health);
            if (health.ready()) {
                settle(health.service());
                session.emit(new HostEvent.Ready(member.name(), health.service(), health.reason(), elapsed));
            } else {
                session.emit(
                        new HostEvent.Unhealthy(member.name(), health.service(), health.reason(), health.journal()));
            }
        }
    }

    private void settle(String service) {
        session.memory()
                .update(member.name(), state -> state.with(state.ledger().restarted(List.of(service))));
    }

    /** The hashes of the service's files, as they were computed here since they were written. */
    private Map<String, String> known(String service, HostState state) {
        Map<String, String> known = new HashMap<>();
        session.targets().stream()
                .filter(target -> target.services().contains(service))
                .map(target -> state.seen(target.remotePathIn(member.directory())))
                .forEach(seen -> seen.sha256().ifPresent(hash -> known.put(seen.stamp(), hash)));
        return known;
    }

    /** What the service's processes have to run: the hash of every file that the targets say it uses, by the file's name. */
    static Map<String, String> programs(Session session, Member member, HostState state, String service) {
        Map<String, String> programs = new HashMap<>();
        for (Target target : session.targets()) {
            String path = target.remotePathIn(member.directory());
            if (target.services().contains(service)) {
                state.seen(path)
                        .sha256()
                        .ifPresent(hash -> programs.put(path.substring(path.lastIndexOf('/') + 1), hash));
            }
        }
        return programs;
    }
}
