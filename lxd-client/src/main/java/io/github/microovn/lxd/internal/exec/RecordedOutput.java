package io.github.microovn.lxd.internal.exec;

import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.resource.Api;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files in which the daemon records what a command writes. They stay until they are deleted. */
final class RecordedOutput implements AutoCloseable {
    private final Api api;
    private final String action;
    private final String instance;
    private final String operationId;
    private final Map<String, String> paths = new HashMap<>();

    RecordedOutput(Api api, String action, String instance, String operationId) {
        this.api = api;
        this.action = action;
        this.instance = instance;
        this.operationId = operationId;
    }

    /** Takes the paths that the operation tells when it has ended. */
    void found(@Nullable Object output) {
        if (output instanceof Map<?, ?> told) {
            told.forEach((name, path) -> paths.put(String.valueOf(name), String.valueOf(path)));
        }
    }

    /** Returns an output; one that was not recorded is empty. */
    byte[] read(String name) {
        String path = paths.get(name);
        if (path == null) {
            return new byte[0];
        }
        HttpRequest request = api.requestPath("GET", action, path).asTransfer();
        return api.http().exchange(request, answer -> answer.stream().readAllBytes());
    }

    /** Deletes the files. */
    @Override
    public void close() {
        if (paths.isEmpty()) {
            guessed().forEach(this::delete);
        } else {
            paths.values().forEach(path -> delete(api.requestPath("DELETE", action, path)));
        }
    }

    /** Names the files of a command that was not waited for: where LXD 5.0 has them and where later versions have. */
    private List<HttpRequest> guessed() {
        return List.of(
                guessed("logs", "exec_" + operationId + ".stdout"),
                guessed("logs", "exec_" + operationId + ".stderr"),
                guessed("logs", "exec-output", "exec_" + operationId + ".stdout"),
                guessed("logs", "exec-output", "exec_" + operationId + ".stderr"));
    }

    private HttpRequest guessed(String... segments) {
        String[] path = new String[segments.length + 2];
        path[0] = "instances";
        path[1] = instance;
        System.arraycopy(segments, 0, path, 2, segments.length);
        return api.request("DELETE", action, path);
    }

    private void delete(HttpRequest request) {
        try {
            api.change(request);
        } catch (LxdException e) {
            // What counts is how the command ended; a file that is left is small and named after its operation.
        }
    }
}
