package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.config.DeploySettings;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.result.Step;
import io.github.microovn.rebuilder.service.ServiceRules;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What all rounds and hosts of a session share. Thread-safe. */
final class Session {

    private final List<Target> targets;
    private final Lease lease;
    private final ServiceRules rules;
    private final DeploySettings settings;
    private final HookBook hooks;
    private final Interruption interruption;
    private final EventSink events;
    private final SchemaFiles schemas;
    private final Memory memory = new Memory();
    private final Programs programs = new Programs();
    private final Deltas deltas = new Deltas();
    private final Set<List<String>> said = ConcurrentHashMap.newKeySet();
    private volatile int round;

    Session(
            List<Target> targets,
            Lease lease,
            ServiceRules rules,
            DeploySettings settings,
            HookBook hooks,
            Interruption interruption,
            EventSink events) {
        this.targets = List.copyOf(targets);
        this.lease = lease;
        this.rules = rules;
        this.settings = settings;
        this.hooks = hooks;
        this.schemas = new SchemaFiles(targets);
        this.interruption = interruption;
        this.events = events;
    }

    List<Target> targets() {
        return targets;
    }

    Lease lease() {
        return lease;
    }

    ServiceRules rules() {
        return rules;
    }

    DeploySettings settings() {
        return settings;
    }

    HookBook hooks() {
        return hooks;
    }

    SchemaFiles schemas() {
        return schemas;
    }

    Interruption interruption() {
        return interruption;
    }

    Memory memory() {
        return memory;
    }

    Programs programs() {
        return programs;
    }

    Deltas deltas() {
        return deltas;
    }

    /** The number of the round, as the ledgers of the hosts have it. */
    int round() {
        return round;
    }

    void begin(int next) {
        round = next;
    }

    void emit(Event event) {
        events.emit(event);
    }

    /** Whether this is the first time in the session that something is said. */
    boolean firstTime(String... what) {
        return said.add(List.of(what));
    }

    /** Fails when the host has answered that the lock is not this session's any more. */
    void requireLock(Member member, List<String> answer) {
        if (!answer.isEmpty() && answer.get(0).equals("lost")) {
            memory.doubt(member.name());
            throw new HostStepException(
                    member.name(),
                    Step.CHECK,
                    "the lock on it is gone: another run of this program has worked on it since, or it was made anew;"
                            + " nothing was replaced there, try again",
                    null);
        }
    }

    /** A sentence about a file that is neither ours nor the original. */
    String foreign(Change change, Seen found) {
        return change.path() + " has been changed by somebody else and is left as it is: it has sha256 "
                + found.sha256().orElse("none") + ", and "
                + change.sha256()
                        .map(hash -> "sha256 " + hash + " would be put back")
                        .orElse("it would be removed")
                + "; --force does it";
    }
}
