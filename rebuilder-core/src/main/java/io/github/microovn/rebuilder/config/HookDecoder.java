package io.github.microovn.rebuilder.config;

import io.github.microovn.rebuilder.config.Hook.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads hooks. A text is a line for the shell; a list of texts is a program and its arguments; a mapping says more; a list that
 * holds a list or a mapping is several of them.
 */
final class HookDecoder {

    private static final List<String> ROUND_KEYS = List.of("pre_build", "post_build", "pre_deploy", "post_deploy");
    private static final List<String> KEYS = List.of("run", "script", "on", "timeout");
    private static final Set<Tag> WORDS = Set.of(Tag.STR, Tag.INT, Tag.FLOAT);

    private final Problems problems;
    private final Nodes nodes;

    HookDecoder(Problems problems) {
        this.problems = problems;
        this.nodes = new Nodes(problems);
    }

    /** Reads {@code hooks}. */
    Hooks round(Node node) {
        return nodes.mapping("hooks", "hooks such as {post_build: make check}", node)
                .map(mapping -> new Fields(mapping, ROUND_KEYS, problems))
                .map(fields -> new Hooks(
                        hooks("pre_build", fields, Scope.LOCAL),
                        hooks("post_build", fields, Scope.LOCAL),
                        hooks("pre_deploy", fields, Scope.LOCAL),
                        hooks("post_deploy", fields, Scope.LOCAL)))
                .orElse(Hooks.NONE);
    }

    /** Reads the hooks of one key; {@code usual} is where they run that do not say it. */
    List<Hook> hooks(String key, Fields fields, Scope usual) {
        return fields.value(key).map(node -> hooks(key, node, usual)).orElse(List.of());
    }

    private List<Hook> hooks(String key, Node node, Scope usual) {
        List<Hook> hooks = new ArrayList<>();
        if (node instanceof SequenceNode list && list.getTag().equals(Tag.SEQ)) {
            boolean several = list.getValue().stream().anyMatch(item -> !(item instanceof ScalarNode));
            if (several) {
                list.getValue().forEach(item -> hook(key, item, usual).ifPresent(hooks::add));
                return hooks;
            }
            if (list.getValue().isEmpty()) {
                return hooks;
            }
        }
        hook(key, node, usual).ifPresent(hooks::add);
        return hooks;
    }

    private Optional<Hook> hook(String key, Node node, Scope usual) {
        if (node instanceof MappingNode mapping && mapping.getTag().equals(Tag.MAP)) {
            return described(key, mapping, usual);
        }
        return command(key, node, usual);
    }

    private Optional<Hook> described(String key, MappingNode node, Scope usual) {
        Fields fields = new Fields(node, KEYS, problems);
        Scope on = fields.value("on")
                .flatMap(value -> nodes.choice("on", Scope.class, value))
                .orElse(usual);
        if (key.endsWith("_build") && on != Scope.LOCAL) {
            problems.add(fields.place("on"), "'" + key + "' runs on this machine only: hosts have no part in a build");
        }
        Duration timeout = fields.value("timeout")
                .flatMap(value -> nodes.deadline("timeout", value))
                .orElse(Hook.DEFAULT_TIMEOUT);
        if (fields.has("run") == fields.has("script")) {
            problems.add(
                    node,
                    fields.has("run")
                            ? "'" + key + "' has both 'run' and 'script'; a hook is one command"
                            : "'" + key + "' needs 'run', a command, or 'script', a local script");
            return Optional.empty();
        }
        Optional<Hook> hook = fields.has("run")
                ? fields.value("run").flatMap(value -> command("run", value, on))
                : fields.value("script").flatMap(this::script).map(file -> Hook.script(file, on));
        return hook.map(one -> one.withTimeout(timeout));
    }

    private Optional<Path> script(Node node) {
        Optional<Path> file =
                nodes.text("script", node).map(text -> Path.of(problems.file()).resolveSibling(text));
        if (file.filter(path -> !Files.isRegularFile(path) || !Files.isReadable(path))
                .isPresent()) {
            problems.add(
                    node,
                    "there is no script " + file.get()
                            + " that can be read; it is looked for beside the configuration file");
            return Optional.empty();
        }
        return file;
    }

    private Optional<Hook> command(String key, Node node, Scope on) {
        if (node instanceof SequenceNode list && list.getTag().equals(Tag.SEQ)) {
            return program(key, list).map(argv -> Hook.program(argv, on));
        }
        if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.STR)) {
            problems.add(
                    node,
                    "'" + key + "' must be a line for the shell or a list of a program and its arguments, not "
                            + Nodes.describe(node));
            return Optional.empty();
        }
        if (scalar.getValue().isBlank()) {
            problems.add(node, "'" + key + "' is empty");
            return Optional.empty();
        }
        return Optional.of(Hook.shell(scalar.getValue(), on));
    }

    /** Reads a program and its arguments. */
    Optional<List<String>> program(String key, SequenceNode list) {
        List<String> argv = new ArrayList<>();
        for (Node item : list.getValue()) {
            if (!(item instanceof ScalarNode scalar) || !WORDS.contains(scalar.getTag())) {
                problems.add(item, "each word of '" + key + "' must be a text, not " + Nodes.describe(item));
                return Optional.empty();
            }
            argv.add(scalar.getValue());
        }
        if (argv.isEmpty() || argv.get(0).isBlank()) {
            problems.add(list, "'" + key + "' names no program");
            return Optional.empty();
        }
        if (argv.get(0).chars().anyMatch(Character::isWhitespace)) {
            problems.add(
                    list.getValue().get(0),
                    "'" + Nodes.shortened(argv.get(0)) + "' is no program: a list is one program and its arguments; "
                            + "a line for the shell is a text, and several commands are a list of {run: ...}");
            return Optional.empty();
        }
        return Optional.of(argv);
    }
}
