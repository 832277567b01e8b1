package io.github.microovn.rebuilder.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads the document of a configuration file. */
final class ConfigDecoder {

    private static final List<String> KEYS =
            List.of("targets", "hosts", "services", "deploy", "verify", "hooks", "watch", "build");

    private final Problems problems;

    ConfigDecoder(Problems problems) {
        this.problems = problems;
    }

    /** Reads the document; it may be a part of one when problems were added. */
    Config decode(Optional<Node> document) {
        if (document.isEmpty() || document.get().getTag().equals(Tag.NULL)) {
            problems.add(noTargets());
            return new Config(List.of(), HostSpecs.NONE);
        }
        if (!(document.get() instanceof MappingNode mapping)
                || !mapping.getTag().equals(Tag.MAP)) {
            problems.add(
                    document.get(),
                    "the file must be a mapping with the key 'targets', not " + Nodes.describe(document.get()));
            return new Config(List.of(), HostSpecs.NONE);
        }
        Fields fields = new Fields(mapping, KEYS, problems);
        if (fields.value("targets").isEmpty()) {
            problems.add(noTargets());
        }
        RestartDecoder restarts = new RestartDecoder(problems);
        return new Config(
                fields.value("targets").map(this::targets).orElse(List.of()),
                fields.value("hosts").map(this::hosts).orElse(HostSpecs.NONE),
                fields.value("services").map(restarts::services).orElse(Map.of()),
                fields.value("deploy").map(restarts::deploy).orElse(DeploySettings.DEFAULT),
                fields.value("verify").map(restarts::verify).orElse(Verification.NONE),
                fields.value("hooks").map(new HookDecoder(problems)::round).orElse(Hooks.NONE),
                fields.value("watch").map(new WatchDecoder(problems)::patterns).orElse(Config.SOURCES),
                fields.value("build").map(new BuildDecoder(problems)::build).orElse(BuildSettings.DEFAULT));
    }

    private String noTargets() {
        return "No targets found in config file: " + problems.file();
    }

    private List<Target> targets(Node node) {
        if (!(node instanceof SequenceNode sequence)
                || !sequence.getTag().equals(Tag.SEQ)
                || sequence.getValue().isEmpty()) {
            problems.add(node, "'targets' must be non-empty list (config file: " + problems.file() + ")");
            return List.of();
        }
        TargetDecoder decoder = new TargetDecoder(problems);
        List<Target> targets = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Node item : sequence.getValue()) {
            decoder.decode(item).ifPresent(target -> {
                int line = item.getStartMark().getLine() + 1;
                Integer earlier = lines.putIfAbsent(DisplayPath.join("", target.remotePath()), line);
                if (earlier != null) {
                    problems.add(
                            item,
                            "the target in line " + earlier + " goes to the same 'remote_path', "
                                    + target.remotePath());
                }
                targets.add(target);
            });
        }
        return targets;
    }

    private HostSpecs hosts(Node node) {
        return new HostsDecoder(problems).decode(node);
    }
}
