package io.github.microovn.rebuilder.cluster;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.model.InstanceInfo;
import io.github.microovn.rebuilder.cluster.ClusterReport.Database;
import io.github.microovn.rebuilder.cluster.ClusterReport.Member;
import io.github.microovn.rebuilder.cluster.ClusterReport.NodeSchema;
import io.github.microovn.rebuilder.cluster.ClusterReport.Schema;
import io.github.microovn.rebuilder.error.ClusterException;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.result.ClusterStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;

/** Asks the nodes of a cluster about it. */
final class Survey {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int FIELDS = 4;

    private final Place place;
    private final LxdClient lxd;
    private final Team team;

    Survey(Place place, LxdClient lxd, Team team) {
        this.place = place;
        this.lxd = lxd;
        this.team = team;
    }

    /** What one node said, line by line; or why it could not be asked. */
    private record Said(InstanceInfo instance, List<String> lines, String problem) {

        boolean member() {
            return lines.contains("member");
        }

        /** The schema that a kind of line tells of a database. */
        Optional<Schema> schema(String kind, String database) {
            return lines.stream()
                    .map(line -> line.split(" ", FIELDS))
                    .filter(words -> words.length == FIELDS
                            && words[0].equals(kind)
                            && words[1].equals(database)
                            && !words[2].isBlank())
                    .map(words -> new Schema(words[2], words[FIELDS - 1]))
                    .findFirst();
        }
    }

    /** Asks all nodes at once. */
    ClusterReport of(String prefix, List<InstanceInfo> instances) {
        List<Future<Said>> asking = instances.stream()
                .map(instance -> team.begin(instance.name(), () -> ask(instance)))
                .toList();
        List<Said> answers = asking.stream().map(Team::result).toList();
        Map<String, StatusText.Member> members = new LinkedHashMap<>();
        answers.stream()
                .filter(Said::member)
                .findFirst()
                .ifPresent(said -> StatusText.members(String.join("\n", said.lines()))
                        .forEach(member -> members.put(member.name(), member)));
        List<Member> nodes = answers.stream().map(said -> member(said, members)).toList();
        List<Database> databases = new ArrayList<>();
        for (String name : List.of("OVN_Northbound", "OVN_Southbound")) {
            database(name, answers).ifPresent(databases::add);
        }
        return new ClusterReport(prefix, nodes, databases);
    }

    private Said ask(InstanceInfo instance) {
        if (!instance.status().isRunning()) {
            return new Said(instance, List.of(), "");
        }
        try (Node node = new Node(lxd.instance(instance.name()), TIMEOUT, new EventSink(event -> {}))) {
            String said = node.attempt(
                    ClusterStep.SURVEY, () -> node.run(Scripts.SURVEY, NodePaths.SOCKETS, NodePaths.SCHEMAS));
            return new Said(instance, said.lines().toList(), "");
        } catch (ClusterException e) {
            return new Said(instance, List.of(), e.problems().get(0).reason());
        }
    }

    private Member member(Said said, Map<String, StatusText.Member> members) {
        String name = said.instance().name();
        Optional<StatusText.Member> known = Optional.ofNullable(members.get(name));
        return new Member(
                name,
                place.host(name),
                said.instance().status().name().toLowerCase(Locale.ROOT),
                known.map(StatusText.Member::address).orElse(""),
                known.map(StatusText.Member::services).orElse(List.of()),
                said.problem());
    }

    private static Optional<Database> database(String name, List<Said> answers) {
        Optional<Schema> active = answers.stream()
                .flatMap(said -> said.schema("schema", name).stream())
                .findFirst();
        return active.map(schema -> new Database(
                name,
                schema,
                answers.stream()
                        .flatMap(said -> said.schema("file", name).stream()
                                .filter(file -> !file.equals(schema))
                                .map(file -> new NodeSchema(said.instance().name(), file)))
                        .toList()));
    }
}
