package io.github.microovn.lxd.embedded;

import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Something that takes time: it runs, then ends once, with success or a failure. */
final class Operation {
    /** The states an operation can be in here, as the API numbers them. */
    enum Status {
        RUNNING("Running", 103),
        SUCCESS("Success", 200),
        FAILURE("Failure", 400);

        final String text;
        final int code;

        Status(String text, int code) {
            this.text = text;
            this.code = code;
        }
    }

    private final String id = UUID.randomUUID().toString();
    private final String description;
    private final @Nullable Map<String, List<String>> resources;
    private final Clock clock;
    private final Instant created;
    private final @Nullable Sockets sockets;
    private final Consumer<JsonObject> changes;
    private final JsonObject initially;
    private Instant updated;
    private Status status = Status.RUNNING;
    private String error = "";
    private @Nullable JsonObject metadata;
    private @Nullable Instant ended;

    /** Who takes the websockets of an operation. */
    interface Sockets {
        /** The protocol to talk on the socket with this secret; an {@link ApiError} if there is none. */
        Reply.Protocol attach(String secret);
    }

    Operation(
            Clock clock,
            String description,
            @Nullable Map<String, List<String>> resources,
            @Nullable JsonObject metadata,
            @Nullable Sockets sockets,
            Consumer<JsonObject> changes) {
        this.clock = clock;
        this.description = description;
        this.resources = resources;
        this.metadata = metadata;
        this.sockets = sockets;
        this.changes = changes;
        created = clock.instant();
        updated = created;
        initially = toJson();
        changes.accept(initially);
    }

    /** As it was when it began, whatever has happened since. */
    JsonObject initially() {
        return initially;
    }

    String id() {
        return id;
    }

    String url() {
        return "/1.0/operations/" + id;
    }

    @Nullable
    Sockets sockets() {
        return sockets;
    }

    synchronized Status status() {
        return status;
    }

    /** Sets a field of the metadata. */
    synchronized void report(String field, @Nullable Object value) {
        JsonObject all = metadata == null ? new JsonObject() : metadata.deepCopy();
        Json.object(field, value).entrySet().forEach(entry -> all.add(entry.getKey(), entry.getValue()));
        metadata = all;
        updated = clock.instant();
        changes.accept(toJson());
    }

    void succeed() {
        end(Status.SUCCESS, "");
    }

    void fail(String text) {
        end(Status.FAILURE, text);
    }

    private synchronized void end(Status newStatus, String text) {
        if (ended == null) {
            status = newStatus;
            error = text;
            ended = clock.instant();
            changes.accept(toJson());
            notifyAll();
        }
    }

    /** Waits for the end; null waits for ever. */
    synchronized void await(@Nullable Duration limit) throws InterruptedException {
        if (limit == null) {
            while (ended == null) {
                wait();
            }
            return;
        }
        long deadline = System.nanoTime() + limit.toNanos();
        for (long left = limit.toNanos(); ended == null && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    synchronized boolean expired(Duration lifetime) {
        return ended != null && !clock.instant().isBefore(ended.plus(lifetime));
    }

    synchronized JsonObject toJson() {
        return Json.object(
                "id",
                id,
                "class",
                sockets == null ? "task" : "websocket",
                "description",
                description,
                "created_at",
                created,
                "updated_at",
                updated,
                "status",
                status.text,
                "status_code",
                status.code,
                "resources",
                resources,
                "metadata",
                metadata == null ? null : metadata.deepCopy(),
                "may_cancel",
                false,
                "err",
                error,
                "location",
                "none");
    }
}
