package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A command whose streams are websockets. It starts when all of them that it needs are attached, and it ends as with the
 * daemon: the control socket is cut, each output ends with an empty text frame and is cut, the operation ends, the input is
 * cut.
 *
 * <p>An interactive command has no terminal here: its input and its output are plain pipes behind the one socket, so it
 * echoes nothing; but its size is known and its changes are signalled, line ends become CRLF, byte 4 ends the input, processes
 * left behind are not waited for, and the operation waits at the end for the client to close.
 */
final class ExecSession implements Operation.Sockets {
    private static final String STDIN = "0";
    private static final String STDOUT = "1";
    private static final String STDERR = "2";
    private static final String CONTROL = "control";
    private static final int KILL = 9;
    private static final int WINDOW_CHANGED = 28;
    private static final int CONTROL_MESSAGE_LIMIT = 64 * 1024;
    private static final byte END_OF_INPUT = 4;

    private final Processes processes;
    private final ExecSpec spec;
    private final ExecutorService executor;
    private final Pings pings;
    private final Duration attachTimeout;
    private final @Nullable TerminalSizeFile size;
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final CountDownLatch attached;
    private final CompletableFuture<Process> started = new CompletableFuture<>();
    private final CompletableFuture<Boolean> terminalClosed = new CompletableFuture<>(); // true: the process ran still

    /** A stream of the command and the socket for it, once it is there. */
    private static final class Channel {
        private final String secret;
        private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

        Channel(String secret) {
            this.secret = secret;
        }

        void cut() {
            whenDone(socket, WebSocket::cut);
        }
    }

    ExecSession(Processes processes, ExecSpec spec, ExecutorService executor, Pings pings, Duration attachTimeout)
            throws IOException {
        this.processes = processes;
        this.spec = spec;
        this.executor = executor;
        this.pings = pings;
        this.attachTimeout = attachTimeout;
        size = spec.interactive() ? TerminalSizeFile.make(processes.pipes(), spec.columns(), spec.rows()) : null;
        List<String> names = spec.interactive() ? List.of(STDIN, CONTROL) : List.of(STDIN, STDOUT, STDERR, CONTROL);
        names.forEach(name -> channels.put(name, new Channel(secret())));
        attached = new CountDownLatch(spec.interactive() ? 2 : 3);
    }

    static String secret() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    Map<String, String> secrets() {
        Map<String, String> secrets = new LinkedHashMap<>();
        channels.forEach((name, channel) -> secrets.put(name, channel.secret));
        return secrets;
    }

    @Override
    public Reply.Protocol attach(String secret) {
        Map.Entry<String, Channel> entry = channels.entrySet().stream()
                .filter(candidate -> candidate.getValue().secret.equals(secret))
                .findFirst()
                .orElseThrow(() -> ApiError.internal("permission denied"));
        return connection -> {
            WebSocket socket = new WebSocket(connection);
            if (!entry.getValue().socket.complete(socket)) {
                socket.ignoreAll(); // a second attachment is accepted, and then nothing
                return;
            }
            pings.begin(socket);
            try {
                if (spec.interactive() || !entry.getKey().equals(CONTROL)) {
                    attached.countDown();
                }
                talk(entry.getKey(), socket);
            } finally {
                pings.end(socket);
            }
        };
    }

    private void talk(String name, WebSocket socket) throws IOException {
        switch (name) {
            case STDIN -> readInput(socket);
            case CONTROL -> readControl(socket);
            case STDOUT -> readOutputSocket(socket);
            default -> socket.ignoreAll();
        }
    }

    private void readInput(WebSocket socket) throws IOException {
        try {
            OutputStream target = started.handle((process, failure) ->
                            process == null ? OutputStream.nullOutputStream() : process.getOutputStream())
                    .join();
            for (int kind = socket.next(); kind != WebSocket.CLOSE; kind = socket.next()) {
                if (kind == WebSocket.TEXT) {
                    closeInput(target);
                    closeTerminal();
                } else {
                    feed(socket, target);
                }
            }
        } finally {
            whenDone(started, process -> closeInput(process.getOutputStream()));
            closeTerminal();
        }
    }

    private void feed(WebSocket socket, OutputStream target) {
        try {
            if (!spec.interactive()) {
                socket.transferTo(target);
                return;
            }
            byte[] typed = socket.payload(CONTROL_MESSAGE_LIMIT);
            for (byte b : typed) {
                if (b == END_OF_INPUT) {
                    target.close();
                    return;
                }
                target.write(b);
            }
            target.flush();
        } catch (IOException e) {
            // The command does not read: what is left of its input goes nowhere.
            return;
        }
    }

    private static void closeInput(OutputStream target) {
        try {
            target.close();
        } catch (IOException e) {
            // The command does not read any more: its input is closed already.
            return;
        }
    }

    private void closeTerminal() {
        Process process = started.isCompletedExceptionally() ? null : started.getNow(null);
        terminalClosed.complete(!started.isCompletedExceptionally() && (process == null || process.isAlive()));
    }

    private void readControl(WebSocket socket) throws IOException {
        try {
            for (int kind = socket.next(); kind != WebSocket.CLOSE; kind = socket.next()) {
                control(new String(socket.payload(CONTROL_MESSAGE_LIMIT), StandardCharsets.UTF_8));
            }
        } finally {
            kill();
        }
    }

    private void control(String message) throws IOException {
        try {
            JsonBody body = JsonBody.parse("", message);
            String command = body.string("command");
            if (command.equals("signal")) {
                whenDone(started, process -> Processes.signal(process, body.number("signal", "int", 0)));
            } else if (command.equals("window-resize") && size != null) {
                Map<String, String> args = body.map("args");
                size.write(Integer.parseInt(args.get("width")), Integer.parseInt(args.get("height")));
                whenDone(started, process -> Processes.signal(process, WINDOW_CHANGED));
            }
        } catch (ApiError | NumberFormatException e) {
            // The daemon ignores what it cannot read here.
            return;
        }
    }

    /** Without a control socket the standard output is the command's life line, and data on it cuts that too. */
    private void readOutputSocket(WebSocket socket) throws IOException {
        try {
            for (int kind = socket.next(); kind != WebSocket.CLOSE; kind = socket.next()) {
                killUnlessControlled();
            }
        } finally {
            killUnlessControlled();
        }
    }

    private void killUnlessControlled() {
        if (!channel(CONTROL).socket.isDone()) {
            kill();
        }
    }

    private void kill() {
        whenDone(started, process -> Processes.signal(process, KILL));
    }

    /** Runs the command, from the first socket to the last. */
    void run(Operation operation) throws IOException, InterruptedException {
        try {
            if (!attached.await(attachTimeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("Timed out waiting for websockets to connect");
            }
            int code = execute();
            if (spec.interactive() && terminalClosed.join()) {
                new CountDownLatch(1).await(); // LXD 5.0.2 forgets the operation in this case: it runs for ever
            }
            ExecRoutes.end(operation, code);
        } finally {
            started.cancel(false);
            channels.values().forEach(Channel::cut);
            if (size != null) {
                size.close();
            }
        }
    }

    private int execute() throws IOException, InterruptedException {
        CompletableFuture<Void> outputs;
        OptionalInt refused;
        try (Pipe out = Pipe.make(processes.pipes());
                Pipe err = Pipe.make(processes.pipes())) {
            outputs = CompletableFuture.allOf(pump(out, spec.interactive() ? STDIN : STDOUT), pumpErrors(err));
            refused = launch(out, err);
        }
        int code = refused.isPresent() ? refused.getAsInt() : started.join().waitFor();
        WebSocket control = channel(CONTROL).socket.getNow(null);
        if (control != null) {
            control.cut(); // one that comes later hears of the end of the operation only
        }
        outputs.join();
        return code;
    }

    /** Starts the command, or returns the code that says why not. */
    private OptionalInt launch(Pipe out, Pipe err) throws IOException {
        try {
            ProcessBuilder builder = ExecRoutes.prepare(processes, spec);
            if (size != null) {
                size.addTo(builder.environment());
            }
            builder.redirectOutput(out.input());
            builder.redirectError(spec.interactive() ? out.input() : err.input());
            started.complete(ExecRoutes.start(builder));
            return OptionalInt.empty();
        } catch (Processes.NotRunnable e) {
            return OptionalInt.of(e.code());
        } finally {
            started.cancel(false);
        }
    }

    private CompletableFuture<Void> pumpErrors(Pipe err) throws IOException {
        if (!spec.interactive()) {
            return pump(err, STDERR);
        }
        err.output().close(); // both outputs go to the terminal
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Void> pump(Pipe pipe, String name) {
        WebSocket socket = channel(name).socket.join();
        return CompletableFuture.runAsync(new OutputPump(pipe.output(), socket, spec.interactive(), started), executor);
    }

    private static <T> void whenDone(CompletableFuture<T> future, Consumer<T> action) {
        var unused = future.thenAccept(action);
    }

    private Channel channel(String name) {
        return Objects.requireNonNull(channels.get(name));
    }
}
