package io.github.microovn.rebuilder.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads {@code build}: what is run to build, for what, where and how long. */
final class BuildDecoder {

    private static final List<String> KEYS = List.of("command", "targets", "directory", "timeout");
    private static final String WATCHED = "watched";

    private final Problems problems;
    private final Nodes nodes;

    BuildDecoder(Problems problems) {
        this.problems = problems;
        this.nodes = new Nodes(problems);
    }

    /** Reads it. */
    BuildSettings build(Node node) {
        Optional<MappingNode> mapping = nodes.mapping("build", "settings such as {directory: _gcc}", node);
        if (mapping.isEmpty()) {
            return BuildSettings.DEFAULT;
        }
        Fields fields = new Fields(mapping.get(), KEYS, problems);
        BuildSettings defaults = BuildSettings.DEFAULT;
        boolean watched = fields.value("targets")
                .filter(value ->
                        value instanceof ScalarNode word && word.getValue().equals(WATCHED))
                .isPresent();
        return new BuildSettings(
                fields.value("command").flatMap(this::command).orElse(defaults.command()),
                watched,
                watched ? List.of() : fields.value("targets").map(this::goals).orElse(defaults.goals()),
                fields.value("directory").flatMap(value -> nodes.text("directory", value)),
                fields.value("timeout")
                        .flatMap(value -> nodes.deadline("timeout", value))
                        .orElse(defaults.timeout()));
    }

    private Optional<List<String>> command(Node node) {
        if (node instanceof SequenceNode list && list.getTag().equals(Tag.SEQ)) {
            return new HookDecoder(problems).program("command", list);
        }
        problems.add(
                node,
                "'command' must be a list of a program and its arguments such as [make, V=1], not "
                        + Nodes.describe(node));
        return Optional.empty();
    }

    private List<String> goals(Node node) {
        if (node instanceof ScalarNode word && word.getValue().equals("all")) {
            return List.of();
        }
        List<String> goals = new ArrayList<>();
        if (!(node instanceof SequenceNode list) || !list.getTag().equals(Tag.SEQ)) {
            problems.add(
                    node,
                    "'targets' of 'build' must be all, watched or a list of what make is to make, not "
                            + Nodes.describe(node));
            return goals;
        }
        if (list.getValue().isEmpty()) {
            problems.add(node, "'targets' is empty; everything is 'all'");
        }
        list.getValue()
                .forEach(item -> nodes.text("targets", item).ifPresent(goal -> {
                    if (goal.startsWith("-") || goal.indexOf('=') >= 0) {
                        problems.add(
                                item,
                                "'" + Nodes.shortened(goal) + "' is nothing that make makes; it belongs to 'command'");
                    }
                    goals.add(goal);
                }));
        return goals;
    }
}
