package io.github.microovn.lxd.internal.exec;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdProtocolException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.operation.OperationWaiter;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.websocket.Frame.Kind;
import io.github.microovn.lxd.model.OperationInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A command that runs with streams. Thread-safe. */
public final class ExecSession implements AutoCloseable {
    private static final int KILL = 9;

    /** How long a killed command may take to be gone. */
    private static final Duration KILL_GRACE = Duration.ofSeconds(2);

    private static final Duration FOREVER = Duration.ofDays(365);

    /** What the daemon takes to tell the exit code after the output has ended. */
    private static final Duration LAST_ANSWER = Duration.ofSeconds(1);

    private static final String LEFT_BEHIND_ADVICE =
            "a process it left behind holds its output; redirect the output of that process, or run the command detached";

    private final Api api;
    private final HttpRequest request;
    private final Duration outputGrace;
    private final String operationId;
    private final Object monitor = new Object();
    private final StreamSocket control;
    private final StreamSocket input;
    private final StreamSocket output;
    private final StreamSocket error;
    private final StdinStream stdin;
    private volatile @Nullable Integer exitCode;

    /** How waiting for output can end. */
    private enum Ending {
        /** Both outputs have ended or are lost. */
        OVER,
        /** The time is up. */
        LATE,
        /** The command has ended, and something else keeps its outputs open. */
        LEFT_BEHIND
    }

    /** Starts the command. */
    ExecSession(Api api, HttpRequest request, Duration outputGrace, OutputSink stdout, OutputSink stderr) {
        this.api = api;
        this.request = request;
        this.outputGrace = outputGrace;
        OperationInfo operation = api.start(request);
        this.operationId = operation.id();
        if (!(operation.metadata().get("fds") instanceof Map<?, ?> secrets)) {
            throw new LxdProtocolException(request.attempt(), "the operation has no streams", null);
        }
        this.control = socket(secrets, "control", null);
        this.input = socket(secrets, "0", null);
        this.output = socket(secrets, "1", stdout);
        this.error = socket(secrets, "2", stderr);
        this.stdin = new StdinStream(input);
        // Side by side, because the daemon gives up after five seconds. But the command starts without waiting for the
        // control socket, and one that is attached after the end of the command never tells of it.
        Stream.of(control, output, error).forEach(socket -> api.http().threads().execute(socket::run));
        api.http().threads().execute(() -> input.runAfter(control));
    }

    private StreamSocket socket(Map<?, ?> secrets, String name, @Nullable OutputSink sink) {
        HttpRequest upgrade = HttpRequest.of("GET", request.attempt().action(), "operations", operationId, "websocket")
                .withQuery("secret", String.valueOf(secrets.get(name)));
        return new StreamSocket(api.http(), upgrade, sink, monitor);
    }

    /** Returns what the command reads. */
    public OutputStream stdin() {
        return stdin;
    }

    /** Tells the command that there is no input. */
    public void endInput() {
        stdin.close();
    }

    /** Returns what the command was started for. */
    Attempt attempt() {
        return request.attempt();
    }

    /** Sends a signal to the command itself. Does nothing once it has ended. */
    public void signal(int number) {
        String message = "{\"command\":\"signal\",\"signal\":" + number + "}";
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try {
            control.send(Kind.TEXT, bytes, 0, bytes.length);
        } catch (IOException e) {
            // The command has ended.
        }
    }

    /**
     * Waits until the command has ended and its output was taken.
     *
     * @param timeout how long to wait before it is killed, or null
     * @return its exit code
     */
    public int await(@Nullable Duration timeout) {
        Integer known = exitCode;
        if (known != null) {
            return known;
        }
        long limit = timeout == null ? Long.MAX_VALUE : timeout.toNanos();
        long start = System.nanoTime();
        try {
            Ending ending = awaitOutput(limit);
            checkAttached();
            if (ending == Ending.LEFT_BEHIND) {
                throw new LxdTimeoutException(
                        request.attempt(), outputGrace, "the command has ended, but " + LEFT_BEHIND_ADVICE, null);
            }
            if (ending == Ending.LATE) {
                throw killed(limit);
            }
            int code = awaitExitCode(limit, limit - (System.nanoTime() - start));
            exitCode = code;
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LxdCancelledException(request.attempt(), "interrupted; the command was killed", e);
        } finally {
            close();
        }
    }

    /** Waits for the end of both outputs, or for a reason not to. */
    private Ending awaitOutput(long limit) throws InterruptedException {
        long start = System.nanoTime();
        synchronized (monitor) {
            while (!attachFailed() && !(output.isOver() && error.isOver())) {
                long now = System.nanoTime();
                long left = limit - (now - start);
                long grace = hasEnded() ? graceLeft(now) : Long.MAX_VALUE;
                if (left <= 0 || grace <= 0) {
                    return left <= 0 ? Ending.LATE : Ending.LEFT_BEHIND;
                }
                TimeUnit.NANOSECONDS.timedWait(monitor, Math.min(left, grace));
            }
        }
        return Ending.OVER;
    }

    /** Returns how long the outputs of an ended command may still be silent. Those that nobody reads are not. */
    private long graceLeft(long now) {
        long silence = Math.min(
                now - control.lastActivity(), Math.min(now - output.lastActivity(), now - error.lastActivity()));
        return output.isDrained() && error.isDrained() ? outputGrace.toNanos() - silence : outputGrace.toNanos();
    }

    private boolean attachFailed() {
        return Stream.of(control, input, output, error).anyMatch(StreamSocket::hasFailedToAttach);
    }

    private void checkAttached() {
        Stream.of(control, input, output, error)
                .filter(StreamSocket::hasFailedToAttach)
                .findFirst()
                .ifPresent(this::throwFailure);
    }

    /** Throws why the command failed, if it did: the daemon refuses its sockets then, which explains nothing. */
    private void throwFailure(StreamSocket socket) {
        if (socket.loss() instanceof LxdApiException refusal) {
            try {
                OperationInfo operation = api.operations().get(request.attempt().action(), operationId);
                if (operation.isFinal()) {
                    OperationWaiter.succeeded(request.attempt(), operation);
                }
            } catch (LxdApiException e) {
                refusal.addSuppressed(e);
            }
        }
        throwLoss(socket);
    }

    private void throwLoss(StreamSocket socket) {
        RuntimeException loss = socket.loss();
        if (loss != null) {
            throw loss;
        }
    }

    private LxdTimeoutException killed(long limit) {
        kill();
        String consequence = "the command was sent signal " + KILL + " and has not ended yet";
        if (!control.wasAttached()) {
            consequence = "the command was not started";
        } else if (hasEnded()) {
            consequence = "the command was killed";
        }
        return new LxdTimeoutException(request.attempt(), Duration.ofNanos(limit), consequence, null);
    }

    private int awaitExitCode(long limit, long left) {
        Duration rest =
                limit == Long.MAX_VALUE ? FOREVER : Duration.ofNanos(left).plus(LAST_ANSWER);
        OperationInfo ended;
        try {
            ended = api.operations().await(request.attempt(), operationId, rest);
        } catch (LxdTimeoutException e) {
            throw killed(limit);
        }
        int code = ExitCode.of(request.attempt(), ended);
        if (ended.isSuccess()) {
            Stream.of(output, error)
                    .filter(socket -> socket.state() == StreamSocket.State.LOST)
                    .findFirst()
                    .ifPresent(this::throwLoss);
        }
        return code;
    }

    /** Tells whether the command itself has ended, as the daemon shows by the end of this socket. */
    private boolean hasEnded() {
        return control.wasAttached() && control.isOver();
    }

    /**
     * Kills the command if it still runs, and waits a moment for that, also when interrupted: cut off at once, it could take
     * the end of the connection for the end of its input, and a part of it for all.
     */
    private void kill() {
        boolean interrupted = Thread.interrupted();
        try {
            if (exitCode == null && control.state() == StreamSocket.State.OPEN) {
                signal(KILL);
                long start = System.nanoTime();
                synchronized (monitor) {
                    for (long left = KILL_GRACE.toNanos();
                            left > 0 && !control.isOver();
                            left = KILL_GRACE.toNanos() - (System.nanoTime() - start)) {
                        TimeUnit.NANOSECONDS.timedWait(monitor, left);
                    }
                }
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Cuts every connection, which kills a command that still runs. */
    private void cut() {
        Stream.of(control, input, output, error).forEach(StreamSocket::cut);
    }

    /** Kills the command if it still runs. */
    @Override
    public void close() {
        kill();
        cut();
    }
}
