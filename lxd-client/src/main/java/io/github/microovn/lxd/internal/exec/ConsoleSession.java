package io.github.microovn.lxd.internal.exec;

import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.model.TerminalSize;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A connection to the console of an instance. Thread-safe.
 *
 * <p>LXD lets go of a console when the control socket is cut, and only then, also where the instance has stopped. One that was
 * never attached it holds for ever. The control socket is attached first: LXD 5.0.2 does not survive a console that ends without
 * one.
 */
public final class ConsoleSession implements AutoCloseable {
    private static final Duration LETTING_GO = Duration.ofSeconds(2);

    private final StreamOperation operation;
    private final StreamSocket control;
    private final StreamSocket terminal;
    private final OutputPipe output;
    private final OutputStream input;

    private ConsoleSession(StreamOperation operation, OutputPipe output) {
        this.operation = operation;
        this.output = output;
        this.control = operation.control();
        this.terminal = operation.socket("0", output);
        this.input = new SocketWriter(terminal);
    }

    /** Connects. */
    public static ConsoleSession open(Api api, String instance, TerminalSize size, OutputPipe output) {
        HttpRequest request = api.request(
                        "POST", "open the console of instance " + instance, "instances", instance, "console")
                .withJson(Map.of("type", "console", "width", size.columns(), "height", size.rows()));
        ConsoleSession session = new ConsoleSession(new StreamOperation(api, request), output);
        session.attach();
        return session;
    }

    private void attach() {
        operation.execute(control::run);
        operation.execute(() -> {
            if (terminal.runOnceAttached(control)) {
                control.cut(); // there is no console any more, which the daemon does not notice
            }
        });
        try {
            operation.awaitUntil(this::isSettled, Long.MAX_VALUE);
            operation.checkAttached();
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new LxdCancelledException(operation.attempt(), "interrupted", e);
        }
    }

    /** Tells whether both sockets are attached or one will never be. */
    private boolean isSettled() {
        return operation.attachFailed() || Stream.of(control, terminal).allMatch(StreamSocket::wasAttached);
    }

    /** Returns what is typed. */
    public OutputStream input() {
        return input;
    }

    /** Changes the size of the terminal. */
    public void resize(TerminalSize size) {
        operation.resize(size);
    }

    /** Lets go of the console and waits until the daemon has, too. */
    @Override
    public void close() {
        output.end();
        output.abandon();
        operation.awaitUninterrupted(this::isSettled, Long.MAX_VALUE);
        if (operation.attachFailed()) {
            operation.cut();
            return;
        }
        control.cut();
        operation.awaitUninterrupted(terminal::isOver, LETTING_GO.toNanos());
        operation.cut();
        try {
            operation.await(LETTING_GO);
        } catch (LxdException e) {
            // How it ends does not matter, and 5.0.2 calls it a failure when the instance has stopped.
        }
    }
}
