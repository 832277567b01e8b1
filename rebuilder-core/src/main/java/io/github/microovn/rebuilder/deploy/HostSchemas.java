package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.event.SchemaEvent;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.RemoteFiles;
import io.github.microovn.rebuilder.ovsdb.Databases;
import io.github.microovn.rebuilder.ovsdb.Decision.Convert;
import io.github.microovn.rebuilder.ovsdb.Schema;
import io.github.microovn.rebuilder.ovsdb.Sighting;
import io.github.microovn.rebuilder.result.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The schemas of one round on one host, each named by its path below the host's directory. A conversion is owed, on the host as
 * well, from the swap until it has succeeded. Used by one thread at a time.
 */
final class HostSchemas {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Member member;
    private final Session session;
    private final Attempts attempts;
    private final Databases databases;
    private final Map<String, Sighting> sightings = new HashMap<>();
    private final Set<String> brought = new HashSet<>();
    private final Set<String> due = new TreeSet<>();
    private final Set<String> open = new HashSet<>();
    private final Instant begun = Instant.now();
    private List<String> kept = List.of();
    private boolean force;

    HostSchemas(Member member, Session session, Attempts attempts) {
        this.member = member;
        this.session = session;
        this.attempts = attempts;
        this.databases = new Databases(member.host(), member.directory());
    }

    /** The round's work is known. */
    void assign(Work work) {
        due.clear();
        brought.clear();
        open.clear();
        work.schemas().forEach(path -> due.add(below(path)));
        work.changes().forEach(change -> brought.add(below(change.path())));
        open.addAll(due);
        force = work.force();
        kept = work.kept();
    }

    private String below(String path) {
        String directory = member.directory().endsWith("/") ? member.directory() : member.directory() + "/";
        return path.startsWith(directory) ? path.substring(directory.length()) : path;
    }

    /** What the host has, or is about to get, and its database perhaps not. */
    Set<String> due() {
        return due;
    }

    boolean due(String schema) {
        return due.contains(schema);
    }

    /** Names of those that are not taken back with the rest. */
    List<String> kept() {
        return kept;
    }

    boolean force() {
        return force;
    }

    /** Whether nothing is left that can be done about them. */
    boolean complete() {
        return open.isEmpty();
    }

    /** Asks for some; before the swap for the files that are about to be there. */
    void look(List<String> schemas, boolean swapped) {
        begin(List.of());
        List<String> paths = new ArrayList<>();
        for (String schema : schemas) {
            paths.add(
                    swapped || !brought.contains(schema)
                            ? schema
                            : RemoteFiles.stagedPath(schema, session.lease().id()));
        }
        List<Sighting> found = attempts.attempt("Failed to ask for the databases: ", () -> databases.look(paths));
        for (int i = 0; i < schemas.size(); i++) {
            sightings.put(schemas.get(i), found.get(i));
        }
    }

    /** What the host said last; nothing when it was not asked. */
    Optional<Sighting> sighting(String schema) {
        return Optional.ofNullable(sightings.get(schema));
    }

    private void begin(List<String> names) {
        attempts.begin(Step.CONVERT);
        session.emit(new HostEvent.Working(member.name(), Step.CONVERT, names));
    }

    /** Saves a database that will be converted here, before anything is replaced. */
    void save(String schema, Convert plan) {
        begin(List.of(plan.to().database()));
        String path = brought.contains(schema)
                ? RemoteFiles.stagedPath(schema, session.lease().id())
                : schema;
        boolean saved = attempts.attempt(
                "Failed to back up " + plan.to().database() + ": ",
                () -> databases.save(plan.to(), path, backup(plan.to())));
        if (saved) {
            session.emit(new SchemaEvent.BackedUp(member.name(), plan.to().database(), backup(plan.to())));
        }
    }

    /** Converts a database here, unless somebody else has meanwhile. */
    void convert(String schema, Convert plan) {
        begin(List.of(plan.to().database()));
        requireLock();
        String what = "Failed to convert " + plan.to().database() + ": ";
        long started = System.nanoTime();
        Databases.Outcome outcome =
                attempts.attempt(what, () -> databases.convert(plan.to(), schema, backup(plan.to())));
        if (outcome.saved()) {
            session.emit(new SchemaEvent.BackedUp(member.name(), plan.to().database(), backup(plan.to())));
        }
        if (outcome.converted()) {
            session.emit(new SchemaEvent.Converted(
                    member.name(),
                    plan.to().database(),
                    plan.from().besides(plan.to()),
                    plan.to().besides(plan.from()),
                    Duration.ofNanos(System.nanoTime() - started)));
        }
    }

    private void requireLock() {
        Command lock = Command.script(
                "lock",
                HostScripts.LOCK,
                List.of(HostScripts.HOME, session.lease().id()));
        session.requireLock(
                member,
                attempts.attempt(
                                "Failed to keep the lock: ", () -> member.host().run(lock))
                        .stdout()
                        .lines()
                        .toList());
    }

    private String backup(Schema schema) {
        return HostScripts.HOME + "/backups/" + schema.database() + "." + TIME.format(begun);
    }

    /** Fails when the server here does not get the schema. */
    void verify(Schema schema) {
        begin(List.of(schema.database()));
        attempts.attempt("Failed to verify the schema: ", () -> databases.verify(schema))
                .ifPresent(found -> {
                    throw attempts.failure(schema.database() + " should have schema " + schema.version() + ", checksum "
                            + schema.checksum() + ", and has " + found + "; its conversion stays owed");
                });
    }

    /** The database has the schema: no conversion is owed here any more. */
    void settle(String schema) {
        attempts.begin(Step.CONVERT);
        List<String> paths = session.memory().state(member.name()).ledger().schemas().owed().stream()
                .filter(path -> below(path).equals(schema))
                .toList();
        new LedgerNote(member, session, attempts).write(ledger -> ledger.converted(paths));
        open.remove(schema);
    }

    /** Nobody of the session can convert it. */
    void leave(String schema) {
        open.remove(schema);
    }

    void fail(String reason) {
        attempts.begin(Step.CONVERT);
        throw attempts.failure(reason);
    }
}
