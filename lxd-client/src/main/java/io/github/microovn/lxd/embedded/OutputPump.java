package io.github.microovn.lxd.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Carries one output of a command from a pipe to its socket, and says at the end that it is one. */
final class OutputPump implements Runnable {
    private static final int BUFFER = 64 * 1024;
    private static final long POLL_NANOS = 5_000_000;

    private final InputStream output;
    private final WebSocket socket;
    private final boolean terminal;
    private final CompletableFuture<Process> process;

    OutputPump(InputStream output, WebSocket socket, boolean terminal, CompletableFuture<Process> process) {
        this.output = output;
        this.socket = socket;
        this.terminal = terminal;
        this.process = process;
    }

    @Override
    public void run() {
        try (output) {
            try {
                copy();
            } catch (IOException e) {
                // The client left. What the command prints stays in the pipe, and when that is full, the command waits.
                process.handle((running, failure) -> running)
                        .thenCompose(
                                running -> running == null ? CompletableFuture.completedFuture(null) : running.onExit())
                        .join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy() throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = read(buffer); count >= 0; count = read(buffer)) {
            if (terminal) {
                socket.send(WebSocket.BINARY, withCarriageReturns(buffer, count));
            } else {
                socket.send(WebSocket.BINARY, buffer, count);
            }
        }
        socket.send(WebSocket.TEXT, new byte[0]);
        if (!terminal) {
            socket.cut();
        }
    }

    /** Reads some, or -1. What processes left behind print to a terminal is not waited for. */
    private int read(byte[] buffer) throws IOException {
        while (terminal && output.available() == 0) {
            boolean over = hasEnded();
            if (output.available() > 0) {
                break;
            }
            if (over) {
                return -1;
            }
            LockSupport.parkNanos(POLL_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedIOException("the server ends");
            }
        }
        return output.read(buffer);
    }

    private boolean hasEnded() {
        return process.isCancelled() || (process.isDone() && !process.join().isAlive());
    }

    private static byte[] withCarriageReturns(byte[] bytes, int count) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(count + 16);
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                lines.write('\r');
            }
            lines.write(bytes[i]);
        }
        return lines.toByteArray();
    }
}
