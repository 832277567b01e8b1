package io.github.microovn.rebuilder.cluster;

import io.github.microovn.rebuilder.cluster.StatusText.Member;
import io.github.microovn.rebuilder.result.ClusterStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Waits until a cluster that was formed can be worked with. */
final class Settling {

    /** Where the databases listen: northbound and southbound, for clients and for each other. */
    private static final List<String> PORTS = List.of("6641", "6642", "6643", "6644");

    private final ClusterSpec spec;
    private final Team team;

    Settling(ClusterSpec spec, Team team) {
        this.spec = spec;
        this.team = team;
    }

    /**
     * Waits.
     *
     * @param nodes the nodes, the first one first
     * @param created the names of those that were made just now
     * @return what is known of them then
     */
    List<ClusterNode> await(List<Node> nodes, List<String> created) {
        Node first = nodes.get(0);
        List<ClusterNode> result = new ArrayList<>();
        first.step(ClusterStep.SETTLE, () -> {
            List<Member> members =
                    StatusText.members(first.run(Scripts.MEMBERS, first.seconds(), String.valueOf(nodes.size())));
            Map<String, Member> byName =
                    members.stream().collect(Collectors.toMap(Member::name, Function.identity(), (one, other) -> one));
            long centrals = members.stream().filter(Member::central).count();
            List<Future<String>> waits = new ArrayList<>();
            for (Node node : nodes) {
                Member member = byName.getOrDefault(node.name(), new Member(node.name(), "", List.of()));
                result.add(new ClusterNode(
                        node.name(),
                        spec.place().host(node.name()),
                        member.address(),
                        member.central(),
                        created.contains(node.name())));
                waits.add(team.begin(node.name(), () -> await(node, centrals, member.central())));
            }
            waits.forEach(Team::result);
            first.run(Scripts.SYNC, first.seconds());
            return members.size() + " members, " + centrals + " central";
        });
        return result;
    }

    private static String await(Node node, long centrals, boolean central) {
        List<String> arguments =
                new ArrayList<>(List.of(node.seconds(), String.valueOf(centrals), NodePaths.ENVIRONMENT));
        arguments.addAll(NodePaths.TCP);
        if (central) {
            arguments.addAll(PORTS);
        }
        return node.attempt(ClusterStep.SETTLE, () -> node.run(Scripts.SETTLED, arguments.toArray(String[]::new)));
    }
}
