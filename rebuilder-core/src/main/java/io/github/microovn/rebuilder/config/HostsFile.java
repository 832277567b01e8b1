package io.github.microovn.rebuilder.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.error.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A configuration file in which {@code hosts} is written; every other character of it stays, comments and all. */
public final class HostsFile {

    private static final String KEY = "hosts";

    private final Path file;

    /**
     * Names a file.
     *
     * @param file the file; one that is missing is made of the built-in configuration
     */
    public HostsFile(Path file) {
        this.file = file;
    }

    /**
     * Makes sure that it can be written: what is there is a configuration.
     *
     * @throws io.github.microovn.rebuilder.error.ConfigurationException when it is not, or there is no directory for it
     */
    public void check() {
        Problems problems = new Problems(file.toString());
        if (Files.exists(file)) {
            ConfigLoader.load(file);
            var unused = replaced(ConfigLoader.text(file, problems), List.of("local:"), problems);
        } else if (!Files.isDirectory(file.toAbsolutePath().resolveSibling("."))) {
            problems.add("Cannot write config file " + file + ": there is no such directory");
        }
        problems.throwIfAny();
    }

    /**
     * Writes the hosts in place of those that are there.
     *
     * @param hosts host specifications
     * @throws io.github.microovn.rebuilder.error.ConfigurationException when the file cannot be read or written
     */
    public void write(List<String> hosts) {
        Problems problems = new Problems(file.toString());
        String text = Files.exists(file) ? ConfigLoader.text(file, problems) : ConfigLoader.builtInText();
        String changed = replaced(text, hosts, problems);
        problems.throwIfAny();
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path part = target.resolveSibling("." + target.getFileName() + ".rebuilder-part");
            if (Files.exists(target)) {
                Files.copy(target, part, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(part, changed, UTF_8);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            problems.add("Cannot write config file " + file + ": " + IoReason.of(e));
        }
        problems.throwIfAny();
    }

    private static String replaced(String text, List<String> hosts, Problems problems) {
        String list = hosts.stream().map(HostsFile::scalar).collect(Collectors.joining(", ", KEY + ": [", "]"));
        Optional<Node> root = ConfigLoader.compose(text, problems);
        problems.throwIfAny();
        if (root.isEmpty()
                || !(root.get() instanceof MappingNode mapping)
                || mapping.getValue().isEmpty()) {
            return text + list + "\n";
        }
        for (NodeTuple tuple : mapping.getValue()) {
            Node value = tuple.getValueNode();
            if (!(tuple.getKeyNode() instanceof ScalarNode key)
                    || !key.getValue().equals(KEY)) {
                continue;
            }
            if (value.getStartMark().getIndex() < key.getEndMark().getIndex()) {
                problems.add(
                        key, "'hosts' is an alias of what stands elsewhere; write the list here to have it replaced");
                return text;
            }
            return text.substring(0, index(text, key.getStartMark().getIndex()))
                    + list
                    + text.substring(index(text, end(value)));
        }
        boolean flow = mapping.getFlowStyle() == FlowStyle.FLOW;
        int first = index(
                text, mapping.getValue().get(0).getKeyNode().getStartMark().getIndex());
        return text.substring(0, first) + list + (flow ? ", " : "\n") + text.substring(first);
    }

    /** Where a node ends. That of a collection in lines of its own is said to end where the next thing begins. */
    private static int end(Node node) {
        if (node instanceof CollectionNode<?> collection
                && collection.getFlowStyle() == FlowStyle.BLOCK
                && !collection.getValue().isEmpty()) {
            Object last = collection.getValue().get(collection.getValue().size() - 1);
            return end(last instanceof NodeTuple tuple ? tuple.getValueNode() : (Node) last);
        }
        return node.getEndMark().getIndex();
    }

    /** Marks count code points. */
    private static int index(String text, int codePoints) {
        return text.offsetByCodePoints(0, codePoints);
    }

    private static String scalar(String host) {
        return host.matches("[A-Za-z][A-Za-z0-9:._-]*[A-Za-z0-9]")
                ? host
                : "\"" + host.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
