package io.github.microovn.lxd.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** The operations of the server, and the routes to them. Those that ended are forgotten after five seconds. */
final class Operations {
    private static final Duration LIFETIME = Duration.ofSeconds(5);

    private final Clock clock;
    private final ExecutorService executor;
    private final EventHub events;
    private final Map<String, Operation> all = new LinkedHashMap<>();
    private boolean closed;

    /** What an operation does; it ends the operation, or its failure does. */
    @FunctionalInterface
    interface Work {
        void run(Operation operation) throws Exception;
    }

    Operations(Clock clock, ExecutorService executor, EventHub events) {
        this.clock = clock;
        this.executor = executor;
        this.events = events;
    }

    void addTo(Router router) {
        router.route("GET", "/1.0/operations", this::list)
                .route(
                        "GET",
                        "/1.0/operations/{id}",
                        exchange -> Reply.sync(find(exchange).toJson()))
                .route("DELETE", "/1.0/operations/{id}", this::cancel)
                .route("GET", "/1.0/operations/{id}/wait", this::await)
                .route("GET", "/1.0/operations/{id}/websocket", this::connect);
    }

    /** Starts work in the background. */
    Operation start(String description, @Nullable Map<String, List<String>> resources, Work work) {
        return start(new Operation(clock, description, resources, null, null, events::operation), work);
    }

    /** Starts work that waits for websockets. */
    Operation start(
            String description,
            Map<String, List<String>> resources,
            JsonObject metadata,
            Operation.Sockets sockets,
            Work work) {
        return start(new Operation(clock, description, resources, metadata, sockets, events::operation), work);
    }

    private Operation start(Operation operation, Work work) {
        synchronized (all) {
            if (closed) {
                throw new ApiError(503, "LXD is shutting down");
            }
            all.values().removeIf(old -> old.expired(LIFETIME));
            all.put(operation.id(), operation);
        }
        executor.execute(() -> {
            try {
                work.run(operation);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                operation.fail("LXD is shutting down");
            } catch (Exception e) {
                operation.fail(Optional.ofNullable(e.getMessage()).orElse(e.toString()));
            }
        });
        return operation;
    }

    /** Ends what still runs, so that nobody waits for it. */
    void close() {
        synchronized (all) {
            closed = true;
            all.values().forEach(operation -> operation.fail("LXD is shutting down"));
        }
    }

    private Operation find(Exchange exchange) {
        synchronized (all) {
            all.values().removeIf(old -> old.expired(LIFETIME));
            return Optional.ofNullable(all.get(exchange.parameter("id")))
                    .orElseThrow(() -> ApiError.notFound("Operation not found"));
        }
    }

    private Reply list(Exchange exchange) {
        Map<String, JsonArray> byStatus = new TreeMap<>();
        synchronized (all) {
            all.values().removeIf(old -> old.expired(LIFETIME));
            for (Operation operation : all.values()) {
                JsonArray list = byStatus.computeIfAbsent(
                        operation.status().text.toLowerCase(Locale.ROOT), status -> new JsonArray());
                if (exchange.recursion() > 0) {
                    list.add(operation.toJson());
                } else {
                    list.add(operation.url());
                }
            }
        }
        return Reply.sync(Json.object(byStatus.entrySet().stream()
                .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
                .toArray()));
    }

    private Reply cancel(Exchange exchange) {
        Operation operation = find(exchange);
        throw ApiError.badRequest(
                operation.status() == Operation.Status.RUNNING
                        ? "This operation can't be cancelled"
                        : "Only running operations can be cancelled");
    }

    private Reply await(Exchange exchange) throws InterruptedException {
        Operation operation = find(exchange);
        int seconds = exchange.query("timeout").map(Operations::atoi).orElse(-1);
        operation.await(seconds < 0 ? null : Duration.ofSeconds(seconds));
        return Reply.sync(operation.toJson());
    }

    private static int atoi(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw ApiError.internal("strconv.Atoi: parsing \"" + text + "\": invalid syntax");
        }
    }

    private Reply connect(Exchange exchange) {
        Operation operation = find(exchange);
        Operation.@Nullable Sockets sockets = operation.sockets();
        if (sockets == null) {
            throw ApiError.internal("Only websocket operations can be connected");
        }
        if (operation.status() != Operation.Status.RUNNING) {
            throw ApiError.internal("Only running operations can be connected");
        }
        String secret = exchange.query("secret")
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> ApiError.internal("missing secret"));
        Reply.Protocol protocol = sockets.attach(secret);
        return WebSocket.upgrade(exchange, protocol);
    }
}
