package io.github.microovn.rebuilder.config;

import io.github.microovn.rebuilder.error.ConfigurationException.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads {@code hosts}: a list of specifications, or a mapping from the names of groups to such lists. */
final class HostsDecoder {

    private static final String ITEMS = "host specifications such as lxd:movn1";

    /** What can be told from a specification, a list and a wildcard. */
    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final Problems problems;
    private final Nodes nodes;

    HostsDecoder(Problems problems) {
        this.problems = problems;
        this.nodes = new Nodes(problems);
    }

    /** Reads it. */
    HostSpecs decode(Node node) {
        if (node instanceof MappingNode) {
            return nodes.mapping("hosts", "groups such as {central: [lxd:movn1]}", node)
                    .map(this::groups)
                    .orElse(HostSpecs.NONE);
        }
        List<HostSpec> hosts = list("hosts", node);
        HostSpecs.clashes(hosts).forEach(clash -> problems.add(node, clash));
        return HostSpecs.of(hosts);
    }

    /** A host may well be in several groups; twice in one it is a slip that somebody is told of. */
    private HostSpecs groups(MappingNode mapping) {
        Map<String, List<HostSpec>> groups = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        List<HostSpec> hosts = new ArrayList<>();
        List<HostSpec> repeated = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            Optional<String> name = group(key);
            if (name.isPresent()) {
                int line = key.getStartMark().getLine() + 1;
                Integer earlier = lines.putIfAbsent(name.get(), line);
                if (earlier != null) {
                    problems.add(key, "duplicate key '" + name.get() + "', it is in line " + earlier + " already");
                }
                HostSpecs members = HostSpecs.of(list(name.get(), tuple.getValueNode()));
                groups.put(name.get(), members.hosts());
                hosts.addAll(members.hosts());
                repeated.addAll(members.repeated());
            }
        }
        HostSpecs.clashes(hosts).forEach(clash -> problems.add(mapping, clash));
        return new HostSpecs(HostSpecs.of(hosts).hosts(), repeated, groups);
    }

    private Optional<String> group(Node key) {
        if (key instanceof ScalarNode scalar && GROUP.matcher(scalar.getValue()).matches()) {
            return Optional.of(scalar.getValue());
        }
        String written =
                key instanceof ScalarNode scalar ? "'" + Nodes.shortened(scalar.getValue()) + "'" : Nodes.describe(key);
        problems.add(key, written + " is not a name for a group of hosts; letters, digits, '.', '_' and '-' make one");
        return Optional.empty();
    }

    private List<HostSpec> list(String key, Node node) {
        return nodes.list(key, ITEMS, node).map(SequenceNode::getValue).orElse(List.of()).stream()
                .flatMap(item -> host(key, item).stream())
                .toList();
    }

    private List<HostSpec> host(String key, Node item) {
        if (item instanceof MappingNode mapping
                && mapping.getValue().size() == 1
                && mapping.getValue().get(0).getKeyNode() instanceof ScalarNode scheme
                && mapping.getValue().get(0).getValueNode() instanceof ScalarNode address) {
            if (scheme.getValue().equals(HostSpec.LOCAL) && address.getValue().isEmpty()) {
                return List.of(HostSpec.parse("local:")); // YAML takes it for a key
            }
            problems.add(
                    item,
                    "a host is written without a blank after the colon: " + scheme.getValue() + ":"
                            + address.getValue());
            return List.of();
        }
        List<Problem> wrong = new ArrayList<>();
        List<HostSpec> hosts =
                nodes.text(key, item).map(text -> HostSpecs.read(text, wrong)).orElse(List.of());
        wrong.forEach(problem -> problems.add(item, problem.message()));
        return hosts;
    }
}
