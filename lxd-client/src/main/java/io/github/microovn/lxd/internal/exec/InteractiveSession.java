package io.github.microovn.lxd.internal.exec;

import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdTimeoutException;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.model.TerminalSize;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A command that runs on a terminal. Thread-safe.
 *
 * <p>One socket carries both directions. LXD 5.0.2 forgets such a command only if the socket is closed after LXD has said that
 * there is no more, so the socket is never cut before: closing kills the command and reads on, however long that takes. Where the
 * process ends, that is done, too. Where it is killed or the network fails, LXD kills the command, and in two of three cases has a
 * running operation until it is restarted, which no client can cancel.
 */
public final class InteractiveSession implements AutoCloseable {
    /** What the daemon takes to tell the exit code after the output has ended. */
    private static final Duration LAST_ANSWER = Duration.ofSeconds(10);

    private final Http http;
    private final StreamOperation operation;
    private final StreamSocket control;
    private final StreamSocket terminal;
    private final OutputPipe output;
    private final OutputStream input;
    private final Runnable farewell = this::close;
    private volatile @Nullable Integer exitCode;

    /** Starts the command. */
    InteractiveSession(Api api, HttpRequest request, OutputPipe output) {
        this.http = api.http();
        this.operation = new StreamOperation(api, request);
        this.control = operation.control();
        this.terminal = operation.socket("0", output);
        this.output = output;
        this.input = new SocketWriter(terminal);
        http.beforeClose(farewell);
        operation.execute(control::run);
        operation.execute(() -> {
            terminal.run();
            http.notBeforeClose(farewell);
        });
    }

    /** Returns what is typed. */
    public OutputStream input() {
        return input;
    }

    /** Sends a signal to the command itself. Does nothing once it has ended. */
    public void signal(int number) {
        operation.signal(number);
    }

    /** Changes the size of the terminal. Does nothing once the command has ended. */
    public void resize(TerminalSize size) {
        operation.resize(size);
    }

    /**
     * Waits until the command has ended and its output was taken.
     *
     * @param timeout how long to wait before it is killed
     * @return its exit code
     */
    public int await(Duration timeout) {
        Integer known = exitCode;
        if (known != null) {
            return known;
        }
        try {
            boolean ended = operation.awaitUntil(this::isOver, timeout.toNanos());
            operation.checkAttached();
            if (!ended) {
                throw killed(timeout);
            }
            if (terminal.state() == StreamSocket.State.LOST) {
                operation.throwFailure(terminal);
            }
            int code = ExitCode.of(operation.attempt(), operation.await(LAST_ANSWER));
            exitCode = code;
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LxdCancelledException(operation.attempt(), "interrupted; the command was killed", e);
        } finally {
            close();
        }
    }

    private LxdTimeoutException killed(Duration timeout) {
        close();
        String consequence = "the command was sent signal " + StreamOperation.KILL + " and has not ended yet";
        if (!control.wasAttached()) {
            consequence = "the command has not started and will be killed if it does";
        } else if (terminal.isOver()) {
            consequence = "the command was killed";
        }
        return new LxdTimeoutException(operation.attempt(), timeout, consequence, null);
    }

    /** Kills the command if it still runs. Nothing waits any more for a reader of its output. */
    @Override
    public void close() {
        output.abandon();
        if (!isOver()) {
            operation.kill(this::isOver);
        }
        if (isOver()) {
            operation.cut();
        }
    }

    /** Tells whether the terminal shows no more, or never will. */
    private boolean isOver() {
        return terminal.isOver() || operation.attachFailed();
    }
}
