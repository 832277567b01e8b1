package io.github.microovn.rebuilder.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The keys of one YAML mapping: known ones to be read, every other one a problem. */
final class Fields {

    private final Map<String, Node> keys = new HashMap<>();
    private final Map<String, Node> values = new HashMap<>();

    /**
     * Reads a mapping's keys.
     *
     * @param known the keys that may be there
     */
    Fields(MappingNode mapping, List<String> known, Problems problems) {
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (!(key instanceof ScalarNode scalar)) {
                problems.add(key, "a key must be a text, not " + Nodes.describe(key));
            } else if (!known.contains(scalar.getValue())) {
                problems.add(key, unknown(scalar.getValue(), known));
            } else if (keys.containsKey(scalar.getValue())) {
                int first = keys.get(scalar.getValue()).getStartMark().getLine() + 1;
                problems.add(key, "duplicate key '" + scalar.getValue() + "', it is in line " + first + " already");
            } else {
                keys.put(scalar.getValue(), key);
                values.put(scalar.getValue(), tuple.getValueNode());
            }
        }
    }

    private static String unknown(String key, List<String> known) {
        return "unknown key '" + Nodes.shortened(key) + "'"
                + NearestName.of(key, known)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("; known here: " + String.join(", ", known));
    }

    /** The value of a key. */
    Optional<Node> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Whether a key is there. */
    boolean has(String key) {
        return keys.containsKey(key);
    }

    /** Where a value is written. */
    Mark place(String key) {
        return Objects.requireNonNull(values.get(key), key).getStartMark();
    }
}
