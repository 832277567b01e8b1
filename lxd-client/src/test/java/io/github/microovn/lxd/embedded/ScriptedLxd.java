package io.github.microovn.lxd.embedded;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.microovn.lxd.LxdClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A daemon that remembers what it is asked and answers as it was told. What it was not told about it answers with nothing in
 * particular: reads with an empty object, changes with success, at once or in the background.
 */
public final class ScriptedLxd implements AutoCloseable {
    private static final String OPERATION = "/1.0/operations/11111111-2222-3333-4444-555555555555";
    private static final int BODY_LIMIT = 1 << 20;

    private final Path socket;
    private final UnixServerSocket listener;
    private final QuietServer server;
    private final Map<String, Answering> answers = new ConcurrentHashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private volatile Function<Call, Optional<Response>> otherwise = call -> Optional.empty();
    private volatile boolean background;
    private volatile String resources = "{}";
    private volatile String result = "{}";

    private ScriptedLxd(Path socket) throws IOException {
        this.socket = socket;
        listener = new UnixServerSocket(socket);
        server = new QuietServer(listener);
        server.start(new HttpDoor(server.server(), listener, this::answer, Clock.systemUTC()));
    }

    /** Starts one on a socket of its own. */
    public static ScriptedLxd start() {
        try {
            return new ScriptedLxd(Files.createTempDirectory("lxd").resolve("s"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A request as it arrived.
     *
     * @param method the method
     * @param path the path, percent-encoded
     * @param query the parameters, decoded
     * @param headers the headers
     * @param body the body as text
     */
    public record Call(
            String method, String path, Map<String, String> query, Map<String, List<String>> headers, String body) {
        /** Returns a header, or the empty text. */
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }

        /** Returns the body, which is JSON. */
        public JsonElement json() {
            return JsonParser.parseString(body);
        }

        @Override
        public String toString() {
            return method + " " + path + (query.isEmpty() ? "" : "?" + query);
        }
    }

    /** Makes the answer to a call. */
    @FunctionalInterface
    public interface Answering {
        /** Returns it. */
        Response to(Call call);
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param headers the headers
     * @param body the body as text
     */
    public record Response(int status, Map<String, String> headers, String body) {
        /** Answers with metadata, given as JSON. */
        public static Response sync(String metadata) {
            return envelope(200, "sync", "", 0, "", JsonParser.parseString(metadata));
        }

        /** Answers that something was created. */
        public static Response created(String location) {
            return envelope(201, "sync", "", 0, "", JsonNull.INSTANCE).with("Location", location);
        }

        /** Answers with an error. */
        public static Response error(int status, String text) {
            return envelope(status, "error", "", status, text, JsonNull.INSTANCE);
        }

        /** Answers with something that is not JSON. */
        public static Response text(String body) {
            return new Response(200, Map.of("Content-Type", "text/plain"), body);
        }

        private static Response envelope(
                int status, String type, String operation, int code, String error, JsonElement metadata) {
            JsonObject envelope = Json.envelope(type, "", status, operation, code, error, metadata);
            return new Response(status, Map.of("Content-Type", "application/json"), envelope.toString());
        }

        /** Adds a header. */
        public Response with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Response(status, more, body);
        }
    }

    /** Answers a request of a method and an encoded path in a certain way from now on. */
    public ScriptedLxd on(String method, String path, Answering answering) {
        answers.put(method + " " + path, answering);
        return this;
    }

    /** Answers a {@code GET} of an encoded path with metadata, given as JSON. */
    public ScriptedLxd on(String path, String metadata) {
        return on("GET", path, call -> Response.sync(metadata));
    }

    /** Answers what it was told nothing else about, unless there is no answer. */
    public ScriptedLxd otherwise(Function<Call, Optional<Response>> answering) {
        otherwise = answering;
        return this;
    }

    /** Does every change in the background from now on. */
    public ScriptedLxd inBackground() {
        background = true;
        return this;
    }

    /** Has operations end with metadata and resources, given as JSON. */
    public ScriptedLxd withOperation(String metadata, String ofResources) {
        result = metadata;
        resources = ofResources;
        return this;
    }

    /** Returns a client of it. */
    public LxdClient client() {
        return LxdClient.builder().socket(socket).connect();
    }

    /** Returns the socket. */
    public Path socket() {
        return socket;
    }

    /** Returns what was asked so far, without the client's first question and without its waiting for operations. */
    public List<Call> calls() {
        synchronized (calls) {
            return calls.stream()
                    .skip(1)
                    .filter(call -> !call.path().equals(OPERATION + "/wait"))
                    .toList();
        }
    }

    /** Returns all that was asked so far. */
    public List<Call> allCalls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /** Returns the last of {@link #calls}. */
    public Call lastCall() {
        List<Call> all = calls();
        return all.get(all.size() - 1);
    }

    /** Returns the last call of a method. */
    public Call last(String method) {
        return calls().stream()
                .filter(call -> call.method().equals(method))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no " + method + " in " + calls()));
    }

    private Reply answer(Exchange exchange) throws IOException {
        EmbeddedRequest request = exchange.request();
        String body = new String(exchange.body().readNBytes(BODY_LIMIT), StandardCharsets.UTF_8);
        Call call = new Call(request.method(), request.path(), request.query(), request.headers(), body);
        synchronized (calls) {
            calls.add(call);
        }
        Response response = respond(call);
        return new Reply.Answer(
                response.status(),
                response.headers(),
                Reply.content(response.body().getBytes(StandardCharsets.UTF_8)));
    }

    private Response respond(Call call) {
        @Nullable Answering answering = answers.get(call.method() + " " + call.path());
        if (answering != null) {
            return answering.to(call);
        }
        Optional<Response> told = otherwise.apply(call);
        if (told.isPresent()) {
            return told.get();
        }
        if (call.path().startsWith("/1.0/operations/") && call.method().equals("GET")) {
            return Response.sync(operation("Success", 200, ""));
        }
        if (call.method().equals("GET")) {
            return Response.sync(call.path().equals("/1.0") ? "{\"auth\":\"trusted\"}" : "{}");
        }
        if (background) {
            return started();
        }
        return call.method().equals("POST") ? Response.created(call.path() + "/new") : Response.sync("{}");
    }

    /** Returns the answer that something is done in the background, which goes well. */
    public Response started() {
        return Response.envelope(202, "async", OPERATION, 0, "", JsonParser.parseString(operation("Running", 103, "")))
                .with("Location", OPERATION);
    }

    /** Returns the encoded path of every operation that it starts. */
    public String operationPath() {
        return OPERATION;
    }

    /** Returns an operation as JSON. */
    public String operation(String status, int code, String err) {
        return """
                {"id":"%s","class":"task","description":"","created_at":"2026-11-23T12:00:00.5Z",
                 "updated_at":"2026-11-23T12:00:01.5Z","status":"%s","status_code":%d,"resources":%s,"metadata":%s,
                 "may_cancel":false,"err":"%s","location":"none"}
                """.formatted(OPERATION.substring("/1.0/operations/".length()), status, code, resources, result, err);
    }

    @Override
    public void close() {
        listener.closeConnections();
        server.server().close();
        try {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(socket.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
