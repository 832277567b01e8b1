package io.github.microovn.lxd.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All instances of the server, and the routes to list, make and remove them and to change their state. */
final class Instances {
    private static final Pattern NAME = Pattern.compile("[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    private final Path directory;
    private final Path shims;
    private final Images images;
    private final Operations operations;
    private final Clock clock;
    private final EventHub events;
    private final Map<String, EmbeddedInstance> all = new TreeMap<>();
    private final AtomicInteger connected = new AtomicInteger();

    Instances(Path directory, Path shims, Images images, Operations operations, Clock clock, EventHub events) {
        this.events = events;
        this.directory = directory;
        this.shims = shims;
        this.images = images;
        this.operations = operations;
        this.clock = clock;
    }

    void addTo(Router router) {
        router.route("GET", "/1.0/instances", this::list)
                .route("POST", "/1.0/instances", this::create)
                .route("GET", "/1.0/instances/{name}", this::get)
                .route("DELETE", "/1.0/instances/{name}", this::delete)
                .route("GET", "/1.0/instances/{name}/state", exchange -> Reply.sync(InstanceJson.state(find(exchange))))
                .route("PUT", "/1.0/instances/{name}/state", this::changeState);
    }

    /** The instance that a request's path names. */
    EmbeddedInstance find(Exchange exchange) {
        String name = exchange.parameter("name");
        if (name.contains("/")) {
            throw ApiError.badRequest("Invalid instance name");
        }
        return find(name).orElseThrow(() -> ApiError.notFound("Instance not found"));
    }

    Optional<EmbeddedInstance> find(String name) {
        synchronized (all) {
            return Optional.ofNullable(all.get(name));
        }
    }

    List<EmbeddedInstance> list() {
        synchronized (all) {
            return List.copyOf(all.values());
        }
    }

    /** Makes a stopped instance; fails if there is one of that name. */
    EmbeddedInstance add(InstanceSpec spec) throws IOException {
        synchronized (all) {
            if (all.containsKey(spec.name())) {
                throw new IllegalStateException("This \"instances\" entry already exists");
            }
            EmbeddedInstance instance =
                    EmbeddedInstance.make(spec, directory.resolve(spec.name()), shims, clock, byHarness(spec.name()));
            all.put(spec.name(), instance);
            happened(spec.name(), "created", Map.of("storage-pool", "default", "type", "container"), false);
            return instance;
        }
    }

    private Consumer<String> byHarness(String name) {
        return what -> happened(name, what, null, false);
    }

    private void happened(String name, String what, @Nullable Map<String, ?> context, boolean asked) {
        events.lifecycle("instance-" + what, InstanceJson.url(name), context, asked);
    }

    private Reply list(Exchange exchange) {
        JsonArray list = new JsonArray();
        for (EmbeddedInstance instance : list()) {
            switch (exchange.recursion()) {
                case 0 -> list.add("/1.0/instances/" + instance.name());
                case 1 -> list.add(InstanceJson.info(instance));
                default -> list.add(InstanceJson.full(instance));
            }
        }
        return Reply.sync(list);
    }

    private Reply get(Exchange exchange) {
        EmbeddedInstance instance = find(exchange);
        Reply.Answer answer =
                Reply.sync(exchange.recursion() == 0 ? InstanceJson.info(instance) : InstanceJson.full(instance));
        return exchange.recursion() == 0 ? answer.withHeader("Etag", InstanceJson.etag(instance)) : answer;
    }

    private Reply create(Exchange exchange) throws IOException {
        JsonBody body = exchange.json("InstancesPost");
        JsonBody source = body.child("source");
        String type = source.string("type");
        Map<String, String> config = body.map("config");
        if (type.equals("image")) {
            requireImage(source);
        } else if (!type.equals("none")) {
            throw ApiError.badRequest("Unknown source type " + type);
        }
        requireName(body.string("name"));
        InstanceSpec spec = new InstanceSpec(
                body.string("name"),
                body.string("description"),
                config,
                Optional.ofNullable(body.object().getAsJsonObject("devices")).orElseGet(InstanceSpec::rootDevice),
                body.flag("ephemeral"));
        Operation operation = operations.start("Creating instance", InstanceJson.resources(spec.name()), running -> {
            if (type.equals("image") && !images.contains(source)) {
                throw new IllegalStateException("Image not provided for instance creation");
            }
            EmbeddedInstance made = add(spec);
            Optional<Path> content = images.content(source);
            if (content.isPresent()) {
                DirectoryTree.copy(content.get(), made.root());
            }
            connect(made);
            running.succeed();
        });
        return Reply.async(operation);
    }

    /** Gives its network interfaces addresses that no other instance has. */
    private void connect(EmbeddedInstance instance) {
        instance.spec().devices().entrySet().stream()
                .filter(device -> device.getValue() instanceof JsonObject settings
                        && settings.has("type")
                        && settings.get("type").getAsString().equals("nic"))
                .forEach(device -> {
                    int number = connected.incrementAndGet();
                    String address = DefaultsRoutes.SUBNET + number / 250 + "." + (number % 250 + 2);
                    instance.withAddress(device.getKey(), address);
                    instance.withFile("/etc/hosts", "127.0.0.1 localhost\n" + address + " " + instance.name() + "\n");
                });
    }

    private void requireImage(JsonBody source) {
        String alias = source.string("alias");
        if (alias.isEmpty() && source.string("fingerprint").isEmpty()) {
            throw ApiError.internal("Must specify one of alias, fingerprint or properties for init from image");
        }
        if (!alias.isEmpty() && !images.contains(source)) {
            throw ApiError.notFound("Image alias not found");
        }
    }

    private static void requireName(String name) {
        if (name.startsWith("-")) {
            throw ApiError.badRequest("Invalid instance name: Name must not start with \"-\" character");
        }
        if (name.matches("[0-9].*")) {
            throw ApiError.badRequest("Invalid instance name: Name must not start with a number");
        }
        if (!NAME.matcher(name).matches()) {
            throw ApiError.badRequest(
                    "Invalid instance name: Name can only contain alphanumeric and hyphen characters");
        }
    }

    private Reply delete(Exchange exchange) {
        EmbeddedInstance instance = find(exchange);
        if (!instance.status().equals(EmbeddedInstance.STOPPED)) {
            throw ApiError.badRequest("Instance is running");
        }
        return Reply.async(operations.start("Deleting instance", InstanceJson.resources(instance.name()), running -> {
            remove(instance);
            running.succeed();
        }));
    }

    private void remove(EmbeddedInstance instance) throws IOException {
        synchronized (all) {
            all.remove(instance.name());
        }
        instance.remove();
        happened(instance.name(), "deleted", null, false);
    }

    private Reply changeState(Exchange exchange) throws IOException {
        EmbeddedInstance instance = find(exchange);
        JsonBody body = exchange.json("InstanceStatePut");
        String action = body.string("action");
        boolean force = body.flag("force") || body.number("timeout", "int", -1) == 0;
        String description = switch (action) {
            case "start" -> "Starting instance";
            case "stop" -> "Stopping instance";
            case "restart" -> "Restarting instance";
            case "freeze" -> "Freezing instance";
            case "unfreeze" -> "Unfreezing instance";
            default -> throw ApiError.badRequest("Unknown action: '" + action + "'");
        };
        Map<String, List<String>> resources = Map.of("instances", List.of("/1.0/instances/" + instance.name()));
        return Reply.async(operations.start(description, resources, running -> {
            if (!action.endsWith("freeze")) {
                instance.sessions().awaitNone();
            }
            instance.change(action, force);
            happened(instance.name(), past(action, force), null, true);
            if (action.equals("stop") && instance.spec().ephemeral()) {
                remove(instance);
            }
            running.succeed();
        }));
    }

    /** How the daemon calls what was done. */
    private static String past(String action, boolean force) {
        return switch (action) {
            case "start" -> "started";
            case "stop" -> force ? "stopped" : "shutdown";
            case "restart" -> "restarted";
            case "freeze" -> "paused";
            default -> "resumed";
        };
    }
}
