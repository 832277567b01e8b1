package io.github.microovn.lxd.embedded;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of a request. */
sealed interface Reply {

    /** An HTTP answer. */
    record Answer(int status, Map<String, String> headers, Content content) implements Reply {
        Answer withHeader(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Answer(status, more, content);
        }
    }

    /** A 101 after which the connection belongs to another protocol. */
    record Upgrade(Map<String, String> headers, Protocol protocol) implements Reply {}

    /** No answer, only perhaps some bytes before the connection is cut. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Cut(byte[] lastBytes) implements Reply {}

    /** The bytes of an answer's body. */
    interface Content {
        long length();

        void writeTo(OutputStream target) throws IOException;
    }

    /** What talks on a connection after an upgrade, on the connection's thread; the connection ends when it returns. */
    @FunctionalInterface
    interface Protocol {
        void talk(Connection connection) throws IOException, InterruptedException;
    }

    static Answer of(int status, String contentType, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        return new Answer(status, headers, content(body));
    }

    static Answer json(int status, JsonObject envelope) {
        return of(status, "application/json", Json.bytes(envelope, "\n"));
    }

    static Answer sync(@Nullable JsonElement metadata) {
        return json(200, Json.envelope("sync", "Success", 200, "", 0, "", metadata));
    }

    static Answer done() {
        return sync(new JsonObject());
    }

    static Answer created(String location) {
        return json(201, Json.envelope("sync", "Success", 200, "", 0, "", null)).withHeader("Location", location);
    }

    static Answer async(Operation operation) {
        return json(
                        202,
                        Json.envelope("async", "Operation created", 100, operation.url(), 0, "", operation.initially()))
                .withHeader("Location", operation.url());
    }

    static Answer error(int status, String text) {
        byte[] body = Json.bytes(Json.envelope("error", "", 0, "", status, text, null), "\n\n");
        return of(status, "application/json", body).withHeader("X-Content-Type-Options", "nosniff");
    }

    static Content content(byte[] bytes) {
        return new Content() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public void writeTo(OutputStream target) throws IOException {
                target.write(bytes);
            }
        };
    }

    /** The head and the first bytes of an answer. */
    static byte[] beginning(Answer answer, long bytes) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        answer.content().writeTo(whole);
        StringBuilder head =
                new StringBuilder("HTTP/1.1 " + answer.status() + " " + HttpDoor.reason(answer.status()) + "\r\n");
        answer.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(whole.size()).append("\r\n\r\n");
        byte[] body = whole.toByteArray();
        whole.reset();
        whole.write(head.toString().getBytes(StandardCharsets.UTF_8));
        whole.write(body, 0, (int) Math.min(bytes, body.length));
        return whole.toByteArray();
    }
}
