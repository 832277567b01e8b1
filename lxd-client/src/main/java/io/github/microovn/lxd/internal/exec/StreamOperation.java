package io.github.microovn.lxd.internal.exec;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.error.LxdProtocolException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.operation.OperationWaiter;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.model.OperationInfo;
import io.github.microovn.lxd.model.TerminalSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** An operation that talks over web sockets, one of which controls it. Thread-safe once its sockets are prepared. */
final class StreamOperation {
    static final int KILL = 9;

    static final Duration FOREVER = Duration.ofDays(365);

    /** How long a killed command may take to be gone. */
    private static final Duration KILL_GRACE = Duration.ofSeconds(2);

    /** How long an operation may take to fail after it has cut its sockets. */
    private static final Duration TO_FAIL = Duration.ofSeconds(1);

    private final Api api;
    private final HttpRequest request;
    private final String id;
    private final Map<?, ?> secrets;
    private final Object monitor = new Object();
    private final List<StreamSocket> sockets = new ArrayList<>();
    private final StreamSocket control;
    private volatile @Nullable FutureTask<OperationInfo> end;

    /** Has the daemon start it. No socket is attached yet. */
    StreamOperation(Api api, HttpRequest request) {
        this.api = api;
        this.request = request;
        OperationInfo operation = api.start(request);
        this.id = operation.id();
        if (!(operation.metadata().get("fds") instanceof Map<?, ?> told)) {
            throw new LxdProtocolException(request.attempt(), "the operation has no streams", null);
        }
        this.secrets = told;
        this.control = socket("control", null);
    }

    /** Prepares to attach the socket of a name. What comes goes to the sink, if there is one. */
    StreamSocket socket(String name, @Nullable OutputSink sink) {
        HttpRequest upgrade = HttpRequest.of("GET", request.attempt().action(), "operations", id, "websocket")
                .withQuery("secret", String.valueOf(secrets.get(name)));
        StreamSocket socket = new StreamSocket(api.http(), upgrade, sink, monitor);
        sockets.add(socket);
        return socket;
    }

    /** Runs something in a thread for streams. */
    void execute(Runnable task) {
        api.http().threads().execute(task);
    }

    StreamSocket control() {
        return control;
    }

    /** Returns what the daemon calls it. */
    String id() {
        return id;
    }

    /** Returns what the operation was started for. */
    Attempt attempt() {
        return request.attempt();
    }

    /** Guards the states of the sockets and is notified of their changes. */
    Object monitor() {
        return monitor;
    }

    /** Waits until something holds that changes with the sockets, and tells whether it does. */
    boolean awaitUntil(BooleanSupplier condition, long nanos) throws InterruptedException {
        long start = System.nanoTime();
        synchronized (monitor) {
            for (long left = nanos; !condition.getAsBoolean(); left = nanos - (System.nanoTime() - start)) {
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(monitor, left);
            }
        }
        return true;
    }

    /** As {@link #awaitUntil}, whoever interrupts; the interrupt is there again afterwards. */
    void awaitUninterrupted(BooleanSupplier condition, long nanos) {
        uninterrupted(() -> {}, condition, nanos);
    }

    /**
     * Kills the command and waits a moment until it shows, whoever interrupts. Cut off at once, it could take the end of the
     * connection for the end of its input, and a part of it for all; and LXD would never forget a terminal.
     *
     * @param gone tells whether it shows
     */
    void kill(BooleanSupplier gone) {
        uninterrupted(() -> signal(KILL), gone, KILL_GRACE.toNanos());
    }

    private void uninterrupted(Runnable first, BooleanSupplier condition, long nanos) {
        boolean interrupted = Thread.interrupted();
        long start = System.nanoTime();
        first.run();
        for (boolean done = false; !done; ) {
            try {
                awaitUntil(condition, nanos - (System.nanoTime() - start));
                done = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends a signal to the command itself. Does nothing once it has ended. */
    void signal(int number) {
        tell("{\"command\":\"signal\",\"signal\":" + number + "}");
    }

    /** Changes the size of the terminal. Does nothing once it has ended. */
    void resize(TerminalSize size) {
        tell("{\"command\":\"window-resize\",\"args\":{\"width\":\"" + size.columns() + "\",\"height\":\"" + size.rows()
                + "\"}}");
    }

    private void tell(String message) {
        try {
            control.tell(message.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It has ended.
        }
    }

    /**
     * Asks for its end from now on. {@link #await} has the answer then without a further question, which is a sixth of the time of a
     * short command on a busy machine; until then it takes a thread and a connection.
     */
    void expectEnd() {
        FutureTask<OperationInfo> asking =
                new FutureTask<>(() -> api.operations().await(attempt(), id, FOREVER));
        end = asking;
        execute(asking);
    }

    /** Waits until the daemon has nothing more to do with it. */
    OperationInfo await(Duration timeout) {
        FutureTask<OperationInfo> asking = end;
        if (asking == null) {
            return api.operations().await(attempt(), id, timeout);
        }
        try {
            return asking.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LxdException failure ? failure : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new LxdTimeoutException(attempt(), timeout, "the operation goes on in the daemon", e);
        } catch (CancellationException e) {
            throw new LxdCancelledException(attempt(), "it was closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LxdCancelledException(attempt(), "interrupted", e);
        }
    }

    /** Tells whether a socket will never be attached. */
    boolean attachFailed() {
        return sockets.stream().anyMatch(StreamSocket::hasFailedToAttach);
    }

    /** Fails if a socket could not be attached. */
    void checkAttached() {
        sockets.stream().filter(StreamSocket::hasFailedToAttach).findFirst().ifPresent(this::throwFailure);
    }

    /**
     * Throws why the operation failed, if it did, else why a socket is gone: the daemon refuses or cuts the sockets of what has
     * failed, which explains nothing.
     */
    void throwFailure(StreamSocket socket) {
        try {
            OperationWaiter.succeeded(request.attempt(), await(TO_FAIL));
        } catch (LxdApiException | LxdConnectionException | LxdTimeoutException e) {
            // It is the socket that counts.
        }
        throwLoss(socket);
    }

    /** Throws why a socket is gone, if it is. */
    static void throwLoss(StreamSocket socket) {
        RuntimeException loss = socket.loss();
        if (loss != null) {
            throw loss;
        }
    }

    /** Cuts every connection. */
    void cut() {
        sockets.forEach(StreamSocket::cut);
        FutureTask<OperationInfo> asking = end;
        if (asking != null) {
            asking.cancel(true);
        }
    }
}
