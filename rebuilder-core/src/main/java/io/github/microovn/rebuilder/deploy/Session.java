package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.change.Fingerprints;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Failure;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all rounds and hosts of a session share. Thread-safe. */
final class Session {

    private final String sourceDirectory;
    private final String id;
    private final Backlog backlog;
    private final Interruption interruption;
    private final EventSink events;
    private final Set<List<String>> skipped = ConcurrentHashMap.newKeySet();

    /**
     * Starts a session.
     *
     * @param sourceDirectory the OVN source directory, as the user typed it
     * @param id is part of the names of staged files
     * @param backlog what the hosts are owed
     * @param interruption ends a round safely
     * @param events is told what happens
     */
    Session(String sourceDirectory, String id, Backlog backlog, Interruption interruption, EventSink events) {
        this.sourceDirectory = sourceDirectory;
        this.id = id;
        this.backlog = backlog;
        this.interruption = interruption;
        this.events = events;
    }

    String sourceDirectory() {
        return sourceDirectory;
    }

    String id() {
        return id;
    }

    Backlog backlog() {
        return backlog;
    }

    Interruption interruption() {
        return interruption;
    }

    void emit(Event event) {
        events.emit(event);
    }

    /** Whether this is the first time in the session that a service is left alone on a host: it is said once. */
    boolean firstTime(String host, String service) {
        return skipped.add(List.of(host, service));
    }

    /** The result of a host, with what it is owed after it. */
    HostResult result(
            String host,
            Outcome outcome,
            List<String> deployed,
            List<String> restarted,
            @Nullable Failure failure,
            Fingerprints now) {
        List<String> pending =
                backlog.owedTargets(host, now).stream().map(Target::localPath).toList();
        return new HostResult(host, outcome, deployed, restarted, failure, pending, backlog.owedRestarts(host));
    }
}
