package io.github.microovn.lxd.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A command that runs over websockets, with each of them in the test's hand. */
final class ExecProbe implements AutoCloseable {
    private final Probe lxd;
    private final RawHttp.Answer answer;
    private final Map<String, RawWebSocket> sockets = new HashMap<>();

    /** What a recorded command returned. */
    record Recorded(int code, String stdout, String stderr) {}

    private ExecProbe(Probe lxd, RawHttp.Answer answer) {
        this.lxd = lxd;
        this.answer = answer;
    }

    static JsonObject request(String... command) {
        JsonObject request = new JsonObject();
        JsonArray array = new JsonArray();
        List.of(command).forEach(array::add);
        request.add("command", array);
        return request;
    }

    /** Asks for a command and attaches nothing yet. */
    static ExecProbe begin(Probe lxd, String instance, JsonObject request) throws IOException {
        request.addProperty("wait-for-websocket", true);
        RawHttp.Answer answer = lxd.send("POST", "/1.0/instances/" + instance + "/exec", request.toString());
        return new ExecProbe(lxd, answer);
    }

    /** Asks for a command and attaches the control socket, which could be too late otherwise, and the standard streams. */
    static ExecProbe all(Probe lxd, String instance, String... command) throws IOException {
        return begin(lxd, instance, request(command)).attach("control", "0", "1", "2");
    }

    /** Runs a command to its end and collects what it printed. */
    static Recorded run(Probe lxd, String instance, JsonObject request) throws IOException {
        request.addProperty("record-output", true);
        JsonObject operation = lxd.await(lxd.send("POST", "/1.0/instances/" + instance + "/exec", request.toString()));
        JsonObject metadata = operation.get("metadata").getAsJsonObject();
        String[] texts = new String[2];
        for (int i = 0; i < 2; i++) {
            String url =
                    metadata.get("output").getAsJsonObject().get("" + (i + 1)).getAsString();
            texts[i] = new String(lxd.get(url).body(), StandardCharsets.UTF_8);
            lxd.request("DELETE", url);
        }
        return new Recorded(metadata.get("return").getAsInt(), texts[0], texts[1]);
    }

    ExecProbe attach(String... names) throws IOException {
        for (String name : names) {
            sockets.put(name, connect(name).read());
        }
        return this;
    }

    /** Attaches without reading. */
    RawWebSocket connect(String name) throws IOException {
        return RawWebSocket.connect(lxd.socket(), url() + "/websocket?secret=" + secret(name));
    }

    String secret(String name) {
        return Probe.metadata(answer)
                .getAsJsonObject()
                .get("metadata")
                .getAsJsonObject()
                .get("fds")
                .getAsJsonObject()
                .get(name)
                .getAsString();
    }

    String url() {
        return Probe.operation(answer);
    }

    RawWebSocket socket(String name) {
        RawWebSocket socket = sockets.get(name);
        if (socket == null) {
            throw new IllegalArgumentException(name);
        }
        return socket;
    }

    String status() throws IOException {
        return Probe.metadata(lxd.get(url())).getAsJsonObject().get("status").getAsString();
    }

    JsonObject await() throws IOException {
        return lxd.await(answer);
    }

    int code() throws IOException {
        return await().get("metadata").getAsJsonObject().get("return").getAsInt();
    }

    @Override
    public void close() throws IOException {
        for (RawWebSocket socket : sockets.values()) {
            socket.close();
        }
    }
}
