package io.github.microovn.lxd.internal.exec;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdTransferException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends a command its input in a thread of its own, which ends with the input or with the command. One that waits for input
 * that never comes outlives the command; it does not keep the process alive.
 */
final class StdinFeeder {
    private static final int PIECE = 64 * 1024;

    private final InputStream input;
    private final ExecSession session;
    private long read;
    private volatile @Nullable Exception failure;

    StdinFeeder(InputStream input, ExecSession session) {
        this.input = input;
        this.session = session;
    }

    void start(String name) {
        Thread thread = new Thread(this::feed, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void feed() {
        OutputStream stdin = session.stdin();
        byte[] piece = new byte[PIECE];
        try {
            for (int count = input.read(piece); count >= 0; count = input.read(piece)) {
                read += count;
                if (!written(stdin, piece, count)) {
                    return;
                }
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
            // The command must not take a part of its input for all of it.
            session.close();
            return;
        }
        session.endInput();
    }

    private static boolean written(OutputStream stdin, byte[] piece, int count) {
        try {
            stdin.write(piece, 0, count);
            return true;
        } catch (IOException e) {
            return false; // The command reads no more, which is its own business.
        }
    }

    /** Fails if the input could not be read. */
    void check(Attempt attempt) {
        Exception cause = failure;
        if (cause != null) {
            String reason = "its input could not be read: " + cause.getMessage();
            throw new LxdTransferException(attempt, reason, "stdin", read, null, null, cause);
        }
    }
}
