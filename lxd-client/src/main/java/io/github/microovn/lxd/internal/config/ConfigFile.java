package io.github.microovn.lxd.internal.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** A {@code config.yml}, read as nodes: what is not asked for stays in it as it is, comments included. */
public final class ConfigFile {
    private static final String REMOTES = "remotes";

    private final Path file;
    private final MappingNode content;

    private ConfigFile(Path file, MappingNode content) {
        this.file = file;
        this.content = content;
    }

    /**
     * Reads a file; one that is missing is like an empty one.
     *
     * @throws IOException if it cannot be read or understood; the message names it
     */
    public static ConfigFile read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            text = "";
        }
        try {
            Node root = yaml().compose(new StringReader(text));
            if (root == null) {
                return new ConfigFile(file, mapping());
            }
            if (root instanceof MappingNode members) {
                return new ConfigFile(file, members);
            }
        } catch (YAMLException e) {
            throw new IOException(file + " is not YAML: " + e.getMessage(), e);
        }
        throw new IOException(file + " is not a mapping");
    }

    private static Yaml yaml() {
        LoaderOptions loading = new LoaderOptions();
        loading.setProcessComments(true);
        loading.setAllowDuplicateKeys(false);
        DumperOptions dumping = new DumperOptions();
        dumping.setProcessComments(true);
        dumping.setDefaultFlowStyle(FlowStyle.BLOCK);
        return new Yaml(new SafeConstructor(loading), new Representer(dumping), dumping, loading);
    }

    private static MappingNode mapping() {
        return new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK);
    }

    /** Returns the names of the remotes. */
    public List<String> names() {
        return remotes().stream()
                .flatMap(remotes -> remotes.getValue().stream())
                .map(entry -> scalar(entry.getKeyNode()))
                .toList();
    }

    /** Returns a remote. */
    public Optional<Remote> remote(String name) {
        return remotes()
                .flatMap(remotes -> child(remotes, name))
                .filter(MappingNode.class::isInstance)
                .map(node -> remote(name, (MappingNode) node));
    }

    private static Remote remote(String name, MappingNode node) {
        List<String> addresses = Arrays.stream(text(node, "addr").split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
        return new Remote(
                name,
                addresses,
                text(node, "project"),
                text(node, "protocol"),
                text(node, "auth_type"),
                text(node, "public").equals("true"));
    }

    private Optional<MappingNode> remotes() {
        return child(content, REMOTES).filter(MappingNode.class::isInstance).map(MappingNode.class::cast);
    }

    private static Optional<Node> child(MappingNode node, String key) {
        return node.getValue().stream()
                .filter(entry -> scalar(entry.getKeyNode()).equals(key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    private static String text(MappingNode node, String key) {
        return child(node, key).map(ConfigFile::scalar).orElse("");
    }

    private static String scalar(@Nullable Node node) {
        return node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL) ? scalar.getValue() : "";
    }

    /**
     * Writes the file with one more remote, or another address for one that it has.
     *
     * @param name the name of the remote
     * @param address where it is
     * @throws IOException if the file cannot be written; it is the old one then
     */
    public void add(String name, String address) throws IOException {
        MappingNode remotes = remotes().orElseGet(() -> {
            content.getValue().removeIf(entry -> scalar(entry.getKeyNode()).equals(REMOTES));
            MappingNode made = mapping();
            content.getValue().add(tuple(REMOTES, made));
            return made;
        });
        MappingNode remote = mapping();
        remote.getValue().add(tuple("addr", scalarNode(Tag.STR, address)));
        remote.getValue().add(tuple("auth_type", scalarNode(Tag.STR, "tls")));
        remote.getValue().add(tuple("protocol", scalarNode(Tag.STR, "lxd")));
        remote.getValue().add(tuple("public", scalarNode(Tag.BOOL, "false")));
        remotes.getValue().removeIf(entry -> scalar(entry.getKeyNode()).equals(name));
        remotes.getValue().add(tuple(name, remote));
        remotes.setFlowStyle(FlowStyle.BLOCK);
        StringWriter text = new StringWriter();
        yaml().serialize(content, text);
        PrivateFiles.replace(file, text.toString(), false);
    }

    private static NodeTuple tuple(String key, Node value) {
        return new NodeTuple(scalarNode(Tag.STR, key), value);
    }

    private static ScalarNode scalarNode(Tag tag, String value) {
        return new ScalarNode(tag, value, null, null, ScalarStyle.PLAIN);
    }
}
