package io.github.microovn.lxd.embedded;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Tells whoever listens what happens in the server, and has the route to listen. Nothing is told twice, or later. */
final class EventHub {
    private static final Set<String> TYPES = Set.of("lifecycle", "operation", "logging");

    private final Clock clock;
    private final ExecutorService executor;
    private final Pings pings;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    EventHub(Clock clock, ExecutorService executor, Pings pings) {
        this.clock = clock;
        this.executor = executor;
        this.pings = pings;
    }

    /** One web socket, and what is yet to be sent on it: who tells something does not wait for who listens. */
    private record Listener(Set<String> types, WebSocket socket, BlockingQueue<byte[]> waiting) {
        void send() {
            try {
                while (true) {
                    socket.send(WebSocket.TEXT, waiting.take());
                }
            } catch (IOException e) {
                socket.cut();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void addTo(Router router) {
        router.route("GET", "/1.0/events", this::listen);
    }

    private Reply listen(Exchange exchange) {
        String asked = exchange.query("type").orElse("");
        Set<String> types = asked.isEmpty() ? TYPES : Set.copyOf(List.of(asked.split(",")));
        for (String type : types) {
            if (!TYPES.contains(type)) {
                throw ApiError.internal("\"" + type + "\" isn't a supported event type");
            }
        }
        boolean all = exchange.query("all-projects").map("true"::equals).orElse(false);
        String project = exchange.query("project").orElse("");
        if (all && !project.isEmpty()) {
            throw ApiError.internal("Cannot specify a project when requesting all projects");
        }
        if (!project.isEmpty() && !project.equals("default")) {
            throw ApiError.internal("Project not found");
        }
        return WebSocket.upgrade(exchange, connection -> tell(new WebSocket(connection), types));
    }

    /** Tells until the client leaves; it may say nothing but pings and pongs. */
    private void tell(WebSocket socket, Set<String> types) throws IOException {
        Listener listener = new Listener(types, socket, new LinkedBlockingQueue<>());
        var sending = executor.submit(listener::send);
        listeners.add(listener);
        pings.beginStrictly(socket);
        try {
            socket.next();
        } finally {
            pings.end(socket);
            listeners.remove(listener);
            sending.cancel(true);
        }
    }

    /** Tells what an operation is like now. */
    void operation(JsonObject operation) {
        tell("operation", operation);
    }

    /**
     * Tells what happened to something.
     *
     * @param action such as {@code instance-started}
     * @param source the URL of what it happened to
     * @param context more about it, or null
     * @param asked whether a request asked for it, and the daemon says whose it was
     */
    void lifecycle(String action, String source, @Nullable Map<String, ?> context, boolean asked) {
        JsonObject metadata = Json.object("action", action, "source", source);
        if (context != null) {
            metadata.add("context", Json.object("context", context).get("context"));
        }
        if (asked) {
            metadata.add(
                    "requestor",
                    Json.object("username", System.getProperty("user.name"), "protocol", "unix", "address", "@"));
        }
        tell("lifecycle", metadata);
    }

    /** Answers as a handler and, where that went well, tells of the path that was asked for. */
    Handler telling(String action, Handler handler) {
        return exchange -> {
            Reply reply = handler.handle(exchange);
            if (reply instanceof Reply.Answer answer && answer.status() == 200) {
                Map<String, ?> context = Map.of("path", exchange.query("path").orElse(""));
                lifecycle(action, InstanceJson.url(exchange.parameter("name")), context, false);
            }
            return reply;
        };
    }

    private void tell(String type, JsonElement metadata) {
        if (listeners.isEmpty()) {
            return;
        }
        byte[] event = Json.bytes(
                Json.object(
                        "type",
                        type,
                        "timestamp",
                        clock.instant(),
                        "metadata",
                        metadata,
                        "location",
                        "none",
                        "project",
                        "default"),
                "\n");
        listeners.stream()
                .filter(listener -> listener.types.contains(type))
                .forEach(listener -> listener.waiting.add(event));
    }
}
