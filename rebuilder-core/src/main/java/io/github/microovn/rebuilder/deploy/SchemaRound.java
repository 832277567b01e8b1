package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.deploy.Deployer.Steps;
import io.github.microovn.rebuilder.event.SchemaEvent;
import io.github.microovn.rebuilder.ovsdb.Decision;
import io.github.microovn.rebuilder.ovsdb.Decision.Absent;
import io.github.microovn.rebuilder.ovsdb.Decision.Agreed;
import io.github.microovn.rebuilder.ovsdb.Decision.Convert;
import io.github.microovn.rebuilder.ovsdb.Decision.Refused;
import io.github.microovn.rebuilder.ovsdb.Schema;
import io.github.microovn.rebuilder.ovsdb.Server;
import io.github.microovn.rebuilder.ovsdb.Sighting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The databases of a round: what must not be converted is refused before anything is replaced, and what will be is saved then;
 * when every host has the schema, one converts, and all that have servers verify. Used by one thread.
 */
final class SchemaRound {

    private static final String SERVERS = "microovn.ovn-ovsdb-server-";

    private final Session session;
    private final List<HostRound> rounds;
    private final Steps steps;

    /** One database: its schema's path, those of the hosts that are to have it, and all that could have its server. */
    private record Group(String schema, List<HostRound> due, List<HostRound> all) {}

    private SchemaRound(Session session, List<HostRound> rounds, Steps steps) {
        this.session = session;
        this.rounds = rounds;
        this.steps = steps;
    }

    /** Whether there is something to do. */
    boolean due() {
        return rounds.stream()
                .anyMatch(round -> !round.ended() && !round.schemas().due().isEmpty());
    }

    /** Begins by telling what is not taken back. */
    static SchemaRound begin(Session session, List<HostRound> rounds, Steps steps) {
        List<HostRound> keeping = rounds.stream()
                .filter(round -> !round.schemas().kept().isEmpty())
                .toList();
        if (!keeping.isEmpty()) {
            List<String> kept = keeping.stream()
                    .flatMap(round -> round.schemas().kept().stream())
                    .distinct()
                    .toList();
            session.emit(new SchemaEvent.Kept(kept, names(keeping)));
        }
        return new SchemaRound(session, rounds, steps);
    }

    /** Everything is staged, and nothing is replaced yet. */
    void before() {
        if (!due()) {
            return;
        }
        look(false);
        for (Group group : groups()) {
            Decision decision = decide(group, serversRestart());
            if (decision instanceof Refused refused) {
                fail(group.due(), "Replaced nothing and converted nothing: " + refused.reason());
            } else if (decision instanceof Convert plan
                    && !session.interruption().requested()) {
                List<HostRound> chosen = chosen(group, plan);
                steps.take(
                        chosen::contains,
                        round -> round.attempt(() -> round.schemas().save(group.schema(), plan)));
                complaint(chosen).ifPresent(reason -> fail(group.due(), "Replaced nothing: " + reason));
            }
        }
    }

    /** Everything is replaced, and the servers that had to restart have. */
    void convert() {
        if (!due()) {
            return;
        }
        if (serversRestart()) {
            look(true);
        }
        groups().forEach(this::convert);
    }

    private boolean serversRestart() {
        return rounds.stream().anyMatch(round -> round.due().stream().anyMatch(service -> service.startsWith(SERVERS)));
    }

    private void look(boolean swapped) {
        List<String> schemas = rounds.stream()
                .flatMap(round -> round.schemas().due().stream())
                .distinct()
                .sorted()
                .toList();
        Consumer<HostRound> look = round -> round.schemas().look(schemas, swapped);
        steps.take(
                round -> true,
                swapped
                        ? round -> round.surely(() -> look.accept(round))
                        : round -> round.attempt(() -> look.accept(round)));
    }

    private List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        List<String> schemas = rounds.stream()
                .flatMap(round -> round.schemas().due().stream())
                .distinct()
                .sorted()
                .toList();
        for (String schema : schemas) {
            List<HostRound> due =
                    rounds.stream().filter(round -> round.schemas().due(schema)).toList();
            boolean own = due.stream()
                    .flatMap(round -> round.schemas().sighting(schema).stream())
                    .flatMap(sighting -> sighting.schema().stream())
                    .anyMatch(Schema::perHost);
            if (own) {
                due.forEach(round -> groups.add(new Group(schema, List.of(round), List.of(round))));
            } else {
                groups.add(new Group(schema, due, rounds));
            }
        }
        return groups;
    }

    private static Decision decide(Group group, boolean serversRestart) {
        Map<String, Sighting> sightings = new LinkedHashMap<>();
        open(group.all())
                .forEach(round -> round.schemas()
                        .sighting(group.schema())
                        .ifPresent(sighting -> sightings.put(round.host(), sighting)));
        boolean force = group.due().stream().anyMatch(round -> round.schemas().force());
        return Decision.of(sightings, force, serversRestart);
    }

    private static List<HostRound> open(List<HostRound> rounds) {
        return rounds.stream().filter(round -> !round.ended()).toList();
    }

    private static List<HostRound> chosen(Group group, Convert plan) {
        return open(group.all()).stream()
                .filter(round -> round.host().equals(plan.host()))
                .toList();
    }

    private void convert(Group group) {
        List<HostRound> due = open(group.due());
        String missing = group.due().stream()
                .filter(HostRound::ended)
                .map(HostRound::host)
                .collect(Collectors.joining(", "));
        if (due.isEmpty() || (!missing.isEmpty() && session.interruption().requested())) {
            return;
        }
        if (!missing.isEmpty()) {
            fail(
                    due,
                    "Did not convert the database of " + group.schema() + ", which " + missing
                            + " should have first; it stays owed");
            return;
        }
        Decision decision = decide(group, false);
        if (decision instanceof Refused refused) {
            fail(due, "Did not convert a database: " + refused.reason() + "; the file is in place, and it stays owed");
        } else if (decision instanceof Absent absent) {
            due.forEach(round -> round.schemas().leave(group.schema()));
            session.emit(new SchemaEvent.Owed(
                    absent.schema().database(), absent.schema().version(), names(due)));
        } else if (decision instanceof Agreed agreed) {
            verify(group, agreed.schema());
        } else if (decision instanceof Convert plan) {
            List<HostRound> chosen = chosen(group, plan);
            steps.take(
                    chosen::contains,
                    round -> round.surely(() -> round.schemas().convert(group.schema(), plan)));
            Optional<String> complaint = complaint(chosen);
            complaint.ifPresent(reason -> fail(due, reason + "; it stays owed"));
            if (complaint.isEmpty()) {
                verify(group, plan.to());
            }
        }
    }

    private void verify(Group group, Schema schema) {
        List<HostRound> servers = open(group.all()).stream()
                .filter(round -> server(round, group.schema()).isPresent())
                .toList();
        steps.take(
                servers::contains, round -> round.surely(() -> round.schemas().verify(schema)));
        Optional<String> complaint = complaint(servers);
        if (complaint.isPresent()) {
            fail(group.due(), complaint.get());
            return;
        }
        steps.take(
                group.due()::contains,
                round -> round.surely(() -> round.schemas().settle(group.schema())));
        int members = servers.stream()
                .flatMap(round -> server(round, group.schema()).stream())
                .mapToInt(Server::members)
                .max()
                .orElse(0);
        session.emit(new SchemaEvent.Verified(
                schema.database(),
                schema.version(),
                schema.checksum(),
                names(servers),
                Math.max(0, members - servers.size())));
    }

    private static Optional<Server> server(HostRound round, String schema) {
        return round.schemas().sighting(schema).flatMap(Sighting::server);
    }

    private static List<String> names(List<HostRound> rounds) {
        return rounds.stream().map(HostRound::host).toList();
    }

    private static Optional<String> complaint(List<HostRound> rounds) {
        return rounds.stream()
                .flatMap(round -> round.complaint().map(reason -> "on " + round.host() + ": " + reason).stream())
                .findFirst();
    }

    private void fail(List<HostRound> hosts, String reason) {
        steps.take(hosts::contains, round -> round.surely(() -> round.schemas().fail(reason)));
    }
}
