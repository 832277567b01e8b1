package io.github.microovn.lxd.testing;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Asks an LXD without the client under test and reads the envelopes of its answers. */
public final class Probe {
    private static final String OCTETS = "Content-Type: application/octet-stream";

    private final Path socket;
    private final RawHttp http;

    /**
     * Remembers where to ask.
     *
     * @param socket a unix socket
     */
    public Probe(Path socket) {
        this.socket = socket;
        http = new RawHttp(socket);
    }

    Path socket() {
        return socket;
    }

    RawHttp.Answer get(String target, String... headers) throws IOException {
        return http.request("GET", target, headers);
    }

    RawHttp.Answer request(String method, String target, String... headers) throws IOException {
        return http.request(method, target, headers);
    }

    RawHttp.Answer send(String method, String target, String body, String... headers) throws IOException {
        return http.request(method, target, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    RawHttp.Answer upload(String target, String content, String... headers) throws IOException {
        String[] all = new String[headers.length + 1];
        all[0] = OCTETS;
        System.arraycopy(headers, 0, all, 1, headers.length);
        return send("POST", target, content, all);
    }

    static JsonObject json(RawHttp.Answer answer) {
        return JsonParser.parseString(answer.text()).getAsJsonObject();
    }

    static JsonElement metadata(RawHttp.Answer answer) {
        return json(answer).get("metadata");
    }

    static String error(RawHttp.Answer answer) {
        return json(answer).get("error").getAsString();
    }

    static String operation(RawHttp.Answer answer) {
        return json(answer).get("operation").getAsString();
    }

    /** Waits for the operation that an answer announces, and returns it as it ended. */
    JsonObject await(RawHttp.Answer answer) throws IOException {
        if (answer.status() != 202) {
            throw new AssertionError("not an operation: " + answer.status() + " " + answer.text());
        }
        return metadata(get(operation(answer) + "/wait?timeout=60")).getAsJsonObject();
    }

    /** Waits for the operation and fails unless it succeeded. */
    JsonObject succeed(RawHttp.Answer answer) throws IOException {
        JsonObject operation = await(answer);
        if (!operation.get("status").getAsString().equals("Success")) {
            throw new AssertionError(operation);
        }
        return operation;
    }

    static JsonObject object(Map<String, ?> fields) {
        return new com.google.gson.Gson().toJsonTree(fields).getAsJsonObject();
    }
}
