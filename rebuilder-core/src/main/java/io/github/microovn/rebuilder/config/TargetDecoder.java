package io.github.microovn.rebuilder.config;

import io.github.microovn.rebuilder.config.Hook.Scope;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads one item of {@code targets}. */
final class TargetDecoder {

    private static final List<String> KEYS =
            List.of("local_path", "remote_path", "service", "services", "mode", "kind", "pre_exec", "post_exec");
    private static final Pattern MODE = Pattern.compile("(0o?)?[0-7]{3,4}");

    private static final Pattern DIRECTORY = Pattern.compile("(.*/)?\\.{0,2}");

    private final Problems problems;
    private final Nodes nodes;
    private final HookDecoder hooks;

    TargetDecoder(Problems problems) {
        this.problems = problems;
        this.nodes = new Nodes(problems);
        this.hooks = new HookDecoder(problems);
    }

    /** Reads a target; empty, with a problem added, when its paths cannot be read. */
    Optional<Target> decode(Node item) {
        if (!(item instanceof MappingNode mapping) || !item.getTag().equals(Tag.MAP)) {
            problems.add(
                    item,
                    "each of the 'targets' must be a mapping with 'local_path' and 'remote_path', not "
                            + Nodes.describe(item));
            return Optional.empty();
        }
        Fields fields = new Fields(mapping, KEYS, problems);
        Optional<String> localPath = path(item, fields, "local_path");
        Optional<String> remotePath = path(item, fields, "remote_path").filter(path -> staysInside(path, fields));
        List<String> services = services(fields);
        OptionalInt mode = fields.value("mode").map(this::mode).orElse(OptionalInt.empty());
        TargetKind kind = fields.value("kind")
                .flatMap(node -> nodes.choice("kind", TargetKind.class, node))
                .orElse(TargetKind.FILE);
        List<Hook> before = hooks.hooks("pre_exec", fields, Scope.EACH);
        List<Hook> after = hooks.hooks("post_exec", fields, Scope.EACH);
        if (localPath.isEmpty() || remotePath.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Target(localPath.get(), remotePath.get(), services, mode, kind, before, after));
    }

    private Optional<String> path(Node item, Fields fields, String key) {
        if (!fields.has(key)) {
            problems.add(item, "One of the 'targets' in config file '" + problems.file() + "' is missing key: " + key);
        }
        Optional<String> path = fields.value(key).flatMap(node -> nodes.text(key, node));
        if (path.filter(DIRECTORY.asMatchPredicate()).isPresent()) {
            problems.add(fields.place(key), "'" + key + "' names a directory, it must name a file: " + path.get());
            return Optional.empty();
        }
        return path;
    }

    private boolean staysInside(String path, Fields fields) {
        Path normal = Path.of(path).normalize();
        if (normal.isAbsolute()) {
            problems.add(
                    fields.place("remote_path"), "'remote_path' must be relative to the remote directory: " + path);
        } else if (normal.startsWith("..")) {
            problems.add(fields.place("remote_path"), "'remote_path' climbs out of the remote directory: " + path);
        } else {
            return true;
        }
        return false;
    }

    private List<String> services(Fields fields) {
        if (fields.has("service") && fields.has("services")) {
            problems.add(fields.place("services"), "'services' beside 'service'; name all of them in 'services'");
        }
        Set<String> services = new LinkedHashSet<>();
        fields.value("service").flatMap(this::onlyService).ifPresent(services::add);
        fields.value("services")
                .flatMap(node -> nodes.list("services", "snap services", node))
                .ifPresent(list -> list.getValue()
                        .forEach(node -> service("services", node).ifPresent(services::add)));
        return List.copyOf(services);
    }

    private Optional<String> onlyService(Node node) {
        if (node instanceof SequenceNode) {
            problems.add(node, "'service' is one service; several go into 'services'");
            return Optional.empty();
        }
        return service("service", node);
    }

    private Optional<String> service(String key, Node node) {
        Optional<String> name = nodes.text(key, node);
        if (name.isPresent() && !RestartDecoder.SERVICE.matcher(name.get()).matches()) {
            problems.add(
                    node,
                    "'" + name.get() + "' is not a snap service; expected SNAP.SERVICE such as "
                            + "microovn.ovn-northd");
            return Optional.empty();
        }
        return name;
    }

    private OptionalInt mode(Node node) {
        Optional<String> text = nodes.textOrNumber("mode", node);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!MODE.matcher(text.get()).matches()) {
            problems.add(node, "'mode' must be octal digits such as \"0755\", not " + text.get());
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(text.get().replace("o", ""), 8));
    }
}
