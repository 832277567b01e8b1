package io.github.microovn.lxd.internal.exec;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.model.OperationInfo;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A command that runs with streams. Thread-safe. */
public final class ExecSession implements AutoCloseable {
    /** What the daemon takes to tell the exit code after the output has ended. */
    private static final Duration LAST_ANSWER = Duration.ofSeconds(1);

    private static final String LEFT_BEHIND_ADVICE =
            "a process it left behind holds its output; redirect the output of that process, or run the command detached";

    private final StreamOperation operation;
    private final Duration outputGrace;
    private final StreamSocket control;
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
        this.operation = new StreamOperation(api, request);
        this.outputGrace = outputGrace;
        this.control = operation.control();
        StreamSocket input = operation.socket("0", null);
        this.output = operation.socket("1", stdout);
        this.error = operation.socket("2", stderr);
        this.stdin = new StdinStream(input);
        // Side by side, because the daemon gives up after five seconds. But the command starts without waiting for the
        // control socket, and one that is attached after the end of the command never tells of it.
        Stream.of(control, output, error).forEach(socket -> operation.execute(socket::run));
        operation.execute(() -> input.runAfter(control));
    }

    /** Lets the exit code come by itself, for which a thread waits. */
    void expectEnd() {
        operation.expectEnd();
    }

    /** Returns what the daemon calls it. */
    String operationId() {
        return operation.id();
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
        return operation.attempt();
    }

    /** Sends a signal to the command itself. Does nothing once it has ended. */
    public void signal(int number) {
        operation.signal(number);
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
            operation.checkAttached();
            if (ending == Ending.LEFT_BEHIND) {
                throw new LxdTimeoutException(
                        operation.attempt(), outputGrace, "the command has ended, but " + LEFT_BEHIND_ADVICE, null);
            }
            if (ending == Ending.LATE) {
                throw killed(operation.attempt(), limit);
            }
            int code = awaitExitCode(limit, limit - (System.nanoTime() - start));
            exitCode = code;
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LxdCancelledException(operation.attempt(), "interrupted; the command was killed", e);
        } finally {
            close();
        }
    }

    /** Waits for the end of both outputs, or for a reason not to. */
    private Ending awaitOutput(long limit) throws InterruptedException {
        long start = System.nanoTime();
        Object monitor = operation.monitor();
        synchronized (monitor) {
            while (!operation.attachFailed() && !(output.isOver() && error.isOver())) {
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

    /** Kills the command, whose time is up. */
    LxdTimeoutException killed(Attempt attempt, long limit) {
        kill();
        String consequence = "the command was sent signal " + StreamOperation.KILL + " and has not ended yet";
        if (!control.wasAttached()) {
            consequence = "the command was not started";
        } else if (hasEnded()) {
            consequence = "the command was killed";
        }
        return new LxdTimeoutException(attempt, Duration.ofNanos(limit), consequence, null);
    }

    private int awaitExitCode(long limit, long left) {
        Duration rest = limit == Long.MAX_VALUE
                ? StreamOperation.FOREVER
                : Duration.ofNanos(left).plus(LAST_ANSWER);
        OperationInfo ended;
        try {
            ended = operation.await(rest);
        } catch (LxdTimeoutException e) {
            throw killed(operation.attempt(), limit);
        }
        int code = ExitCode.of(operation.attempt(), ended);
        if (ended.isSuccess()) {
            Stream.of(output, error)
                    .filter(socket -> socket.state() == StreamSocket.State.LOST)
                    .findFirst()
                    .ifPresent(StreamOperation::throwLoss);
        }
        return code;
    }

    /** Tells whether the command itself has ended, as the daemon shows by the end of this socket. */
    private boolean hasEnded() {
        return control.wasAttached() && control.isOver();
    }

    private void kill() {
        if (exitCode == null && control.state() == StreamSocket.State.OPEN) {
            operation.kill(control::isOver);
        }
    }

    /** Fails if a stream could not be attached. */
    void checkAttached() {
        operation.checkAttached();
    }

    /** Frees the connections, whereupon the daemon kills the command; whether and when it does is not waited for. */
    void abandon() {
        operation.cut();
    }

    /** Kills the command if it still runs. */
    @Override
    public void close() {
        kill();
        operation.cut();
    }
}
