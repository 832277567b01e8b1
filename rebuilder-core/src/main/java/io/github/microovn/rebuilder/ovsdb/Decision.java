package io.github.microovn.rebuilder.ovsdb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is to be done about one database. */
public sealed interface Decision {

    /**
     * It is converted, by one host.
     *
     * @param host the host: the one that leads, if it is known
     * @param from the schema that the database has
     * @param to the schema that it gets
     */
    record Convert(String host, Schema from, Schema to) implements Decision {}

    /**
     * It has the schema already.
     *
     * @param schema the schema
     */
    record Agreed(Schema schema) implements Decision {}

    /**
     * None of the hosts has a server of it.
     *
     * @param schema the schema that it should have
     */
    record Absent(Schema schema) implements Decision {}

    /**
     * It must not be converted.
     *
     * @param reason why, and what to do: one line
     */
    record Refused(String reason) implements Decision {}

    /** What servers since a release write, and ones before it die of. */
    List<Release> FRONTIERS = List.of(new Release(2, 15), new Release(3, 2));

    /**
     * Decides about the database of a schema. Pure.
     *
     * @param sightings what each host says, in order
     * @param force whether what it has may be lost, and servers may die
     * @param serversRestart whether the servers are still to restart, so that it does not matter yet what they are
     * @return what is to be done
     */
    static Decision of(Map<String, Sighting> sightings, boolean force, boolean serversRestart) {
        Optional<String> problem = sightings.entrySet().stream()
                .filter(entry -> !entry.getValue().problem().isEmpty())
                .map(entry -> "on " + entry.getKey() + ": " + entry.getValue().problem())
                .findFirst();
        Map<Schema, List<String>> files = by(sightings, sighting -> sighting.schema());
        if (problem.isPresent() || files.isEmpty()) {
            return new Refused(problem.orElse("no host has its schema"));
        }
        Schema schema = files.keySet().iterator().next();
        if (!schema.known()) {
            return new Refused("MicroOVN has no database " + schema.database()
                    + ": the file needs no 'kind: ovsdb-schema' in the configuration");
        }
        if (files.size() > 1) {
            return new Refused("the hosts do not have the same schema of " + schema.database() + ": "
                    + listed(files, one -> one.version() + " (checksum " + one.checksum() + ")")
                    + "; bring it to all of them first ('deploy --all')");
        }
        return decide(schema, sightings, force, serversRestart);
    }

    private static Decision decide(
            Schema schema, Map<String, Sighting> sightings, boolean force, boolean serversRestart) {
        List<Map.Entry<String, Server>> servers = sightings.entrySet().stream()
                .flatMap(entry -> entry.getValue().server().stream().map(server -> Map.entry(entry.getKey(), server)))
                .toList();
        Optional<Map.Entry<String, Server>> chosen = servers.stream()
                .filter(entry -> entry.getValue().leads())
                .findFirst()
                .or(() -> servers.stream().findFirst());
        if (chosen.isEmpty()) {
            return new Absent(schema);
        }
        String host = chosen.get().getKey();
        Server server = chosen.get().getValue();
        if (!server.differs()) {
            return new Agreed(schema);
        }
        return crossing(by(sightings, sighting -> sighting.server().map(Server::release)))
                .filter(crossing -> !serversRestart)
                .or(() -> downgrade(schema, server.active()))
                .filter(refused -> !force)
                .map(Decision.class::cast)
                .orElseGet(() -> new Convert(host, server.active(), schema));
    }

    private static Optional<Refused> crossing(Map<String, List<String>> releases) {
        return FRONTIERS.stream()
                .filter(frontier -> releases.keySet().stream()
                                .map(frontier::isReachedBy)
                                .distinct()
                                .count()
                        > 1)
                .findFirst()
                .map(
                        frontier -> new Refused(
                                "the ovsdb-servers are of OVS " + listed(releases, Function.identity())
                                        + ", and those before " + frontier
                                        + " die of a conversion by a later one; first bring"
                                        + " ovs/ovsdb/ovsdb-server to all of these hosts and have it restarted there (services"
                                        + " microovn.ovn-ovsdb-server-nb and -sb), then convert; 'deploy --force' converts all the same"));
    }

    private static Optional<Refused> downgrade(Schema schema, Schema active) {
        return schema.olderThan(active)
                ? Optional.of(new Refused(
                        schema.database() + " would go down from " + active.version() + " to " + schema.version()
                                + ", and lose what only " + active.version() + " has; 'deploy --force' does it"))
                : Optional.empty();
    }

    private static <T> Map<T, List<String>> by(
            Map<String, Sighting> sightings, Function<Sighting, Optional<T>> property) {
        Map<T, List<String>> hosts = new LinkedHashMap<>();
        sightings.forEach((host, sighting) -> property.apply(sighting)
                .ifPresent(value ->
                        hosts.computeIfAbsent(value, any -> new ArrayList<>()).add(host)));
        return hosts;
    }

    private static <T> String listed(Map<T, List<String>> hosts, Function<T, String> name) {
        return hosts.entrySet().stream()
                .map(entry -> name.apply(entry.getKey()) + " on " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining(" and "));
    }
}
