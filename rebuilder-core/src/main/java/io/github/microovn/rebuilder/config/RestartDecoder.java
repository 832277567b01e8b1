package io.github.microovn.rebuilder.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads {@code services}, {@code deploy} and {@code verify}: how services are restarted, and what is asked of them after. */
final class RestartDecoder {

    /** {@code SNAP.SERVICE}. */
    static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*\\.[A-Za-z0-9][A-Za-z0-9-]*");

    private static final List<String> SERVICE_KEYS = List.of("order", "restart");
    private static final List<String> DEPLOY_KEYS = List.of("settle", "timeout", "rolling", "strip", "parallel");
    private static final Pattern ORDER = Pattern.compile("0|[1-9]\\d{0,3}");
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,3}");

    private final Problems problems;
    private final Nodes nodes;

    RestartDecoder(Problems problems) {
        this.problems = problems;
        this.nodes = new Nodes(problems);
    }

    /** Reads {@code services}: a mapping from services to what holds for them. */
    Map<String, ServiceSettings> services(Node node) {
        Map<String, ServiceSettings> services = new LinkedHashMap<>();
        List<NodeTuple> items = nodes.mapping("services", "services such as microovn.chassis", node)
                .map(MappingNode::getValue)
                .orElse(List.of());
        Map<String, Integer> lines = new HashMap<>();
        for (NodeTuple tuple : items) {
            Node key = tuple.getKeyNode();
            service(key).ifPresent(service -> {
                int line = key.getStartMark().getLine() + 1;
                Integer earlier = lines.putIfAbsent(service, line);
                if (earlier != null) {
                    problems.add(key, "duplicate key '" + service + "', it is in line " + earlier + " already");
                }
                services.put(service, settings(service, tuple.getValueNode()));
            });
        }
        return services;
    }

    private Optional<String> service(Node key) {
        if (key instanceof ScalarNode scalar
                && SERVICE.matcher(scalar.getValue()).matches()) {
            return Optional.of(scalar.getValue());
        }
        String written =
                key instanceof ScalarNode scalar ? "'" + Nodes.shortened(scalar.getValue()) + "'" : Nodes.describe(key);
        problems.add(key, written + " is not a snap service; expected SNAP.SERVICE such as microovn.chassis");
        return Optional.empty();
    }

    private ServiceSettings settings(String service, Node node) {
        Optional<Fields> fields = nodes.mapping(service, "settings such as {order: 20, restart: graceful}", node)
                .map(mapping -> new Fields(mapping, SERVICE_KEYS, problems));
        OptionalInt order =
                fields.flatMap(all -> all.value("order")).map(this::order).orElse(OptionalInt.empty());
        Optional<RestartStyle> restart = fields.flatMap(all -> all.value("restart"))
                .flatMap(value -> nodes.choice("restart", RestartStyle.class, value));
        return new ServiceSettings(order, restart);
    }

    private OptionalInt order(Node node) {
        return number("order", ORDER, "a number from 0 to 9999", node)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private Optional<Integer> count(Node node) {
        return number("parallel", COUNT, "a number of hosts from 1 to 9999", node);
    }

    private Optional<Integer> number(String key, Pattern form, String expected, Node node) {
        if (node instanceof ScalarNode scalar
                && scalar.getTag().equals(Tag.INT)
                && form.matcher(scalar.getValue()).matches()) {
            return Optional.of(Integer.parseInt(scalar.getValue()));
        }
        problems.add(node, "'" + key + "' must be " + expected + ", not " + Nodes.describe(node));
        return Optional.empty();
    }

    /** Reads {@code deploy}. */
    DeploySettings deploy(Node node) {
        DeploySettings defaults = DeploySettings.DEFAULT;
        return nodes.mapping("deploy", "settings such as {settle: 2s}", node)
                .map(mapping -> new Fields(mapping, DEPLOY_KEYS, problems))
                .map(fields -> new DeploySettings(
                        duration("settle", fields, defaults.settle()),
                        duration("timeout", fields, defaults.timeout()),
                        fields.value("rolling")
                                .flatMap(value -> nodes.truth("rolling", value))
                                .orElse(defaults.rolling()),
                        fields.value("strip")
                                .flatMap(value -> nodes.choice("strip", Strip.class, value))
                                .orElse(defaults.strip()),
                        fields.value("parallel").flatMap(this::count).orElse(defaults.parallel())))
                .orElse(defaults);
    }

    private Duration duration(String key, Fields fields, Duration otherwise) {
        return fields.value(key).flatMap(value -> nodes.duration(key, value)).orElse(otherwise);
    }

    /** Reads {@code verify}. */
    Verification verify(Node node) {
        return nodes.choice("verify", Verification.class, node).orElse(Verification.NONE);
    }
}
