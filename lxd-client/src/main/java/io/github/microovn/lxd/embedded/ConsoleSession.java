package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Somebody at the console of an instance, from both sockets until the control socket ends. As with the daemon, one whose sockets
 * never come waits for ever, and one that is not the first or whose instance stops is told so and has still to let go.
 */
final class ConsoleSession implements Operation.Sockets {
    private static final int FRAME_LIMIT = 64 * 1024;
    private static final String TAKEN = "Error: Failed running forkconsole: \"attaching to the container failed\"\n";
    private static final String GONE = "write /dev/pts/ptmx: file already closed";

    private final EmbeddedConsole console;
    private final Pings pings;
    private final String terminalSecret = ExecSession.secret();
    private final String controlSecret = ExecSession.secret();
    private final CompletableFuture<WebSocket> terminal = new CompletableFuture<>();
    private final CompletableFuture<WebSocket> control = new CompletableFuture<>();
    private final CompletableFuture<Boolean> terminalLost = new CompletableFuture<>();
    private final CompletableFuture<Boolean> letGo = new CompletableFuture<>();

    ConsoleSession(EmbeddedConsole console, Pings pings) {
        this.console = console;
        this.pings = pings;
    }

    Map<String, String> secrets() {
        return Map.of("0", terminalSecret, "control", controlSecret);
    }

    @Override
    public Reply.Protocol attach(String secret) {
        if (secret.equals(terminalSecret)) {
            return connection -> attach(new WebSocket(connection), terminal, terminalLost);
        }
        if (secret.equals(controlSecret)) {
            return connection -> attach(new WebSocket(connection), control, letGo);
        }
        throw ApiError.internal("permission denied");
    }

    private void attach(WebSocket socket, CompletableFuture<WebSocket> place, CompletableFuture<Boolean> end)
            throws IOException {
        boolean first = place.complete(socket);
        if (first) {
            pings.begin(socket);
        }
        try {
            for (int kind = socket.next(); kind != WebSocket.CLOSE; kind = socket.next()) {
                if (first && place == terminal && kind == WebSocket.BINARY) {
                    console.type(socket.payload(FRAME_LIMIT));
                }
            }
        } finally {
            pings.end(socket);
            if (first) {
                end.complete(true);
            }
        }
    }

    /** Runs until the control socket ends. */
    void run(Operation operation) throws IOException, InterruptedException, ExecutionException {
        WebSocket socket = terminal.get();
        control.get();
        try {
            if (!console.take(socket)) {
                socket.send(WebSocket.BINARY, TAKEN.getBytes(StandardCharsets.UTF_8));
                socket.send(WebSocket.TEXT, new byte[0]);
            }
            letGo.get();
            if (console.release(socket) && !terminalLost.isDone()) {
                operation.succeed();
            } else {
                operation.fail(GONE);
            }
        } finally {
            console.release(socket);
            socket.cut();
            control.join().cut();
        }
    }
}
