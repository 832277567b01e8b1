package io.github.microovn.rebuilder.config;

import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads {@code watch}: patterns of the names of files. */
final class WatchDecoder {

    private final Problems problems;
    private final Nodes nodes;

    WatchDecoder(Problems problems) {
        this.problems = problems;
        this.nodes = new Nodes(problems);
    }

    /** Reads it. */
    List<String> patterns(Node node) {
        List<String> patterns = new ArrayList<>();
        Optional<SequenceNode> list = nodes.list("watch", "patterns such as \"*.c\"", node);
        list.ifPresent(items -> items.getValue().forEach(item -> pattern(item).ifPresent(patterns::add)));
        if (list.filter(items -> items.getValue().isEmpty()).isPresent()) {
            problems.add(node, "'watch' is empty; without the key it is " + String.join(", ", Config.SOURCES));
        }
        return patterns;
    }

    private Optional<String> pattern(Node item) {
        Optional<String> pattern = nodes.text("watch", item);
        if (pattern.filter(text -> text.indexOf('/') >= 0).isPresent()) {
            problems.add(item, "'" + pattern.get() + "' is not a pattern of a file's name: leave the directory out");
            return Optional.empty();
        }
        try {
            pattern.ifPresent(text -> FileSystems.getDefault().getPathMatcher("glob:" + text));
            return pattern;
        } catch (PatternSyntaxException e) {
            problems.add(item, "'" + pattern.orElse("") + "' is not a pattern of a file's name");
            return Optional.empty();
        }
    }
}
