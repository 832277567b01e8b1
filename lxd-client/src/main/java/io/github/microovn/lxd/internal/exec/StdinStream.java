package io.github.microovn.lxd.internal.exec;

import io.github.microovn.lxd.internal.websocket.Frame.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** What a command reads. Writing waits while the command does not read. */
final class StdinStream extends OutputStream {
    private static final int FRAME = 64 * 1024;

    private final StreamSocket socket;
    private boolean closed;

    StdinStream(StreamSocket socket) {
        this.socket = socket;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        if (closed) {
            throw new IOException("closed");
        }
        for (int sent = 0; sent < length; sent += FRAME) {
            socket.send(Kind.BINARY, source, offset + sent, Math.min(FRAME, length - sent));
        }
    }

    /** Tells the command that there is no more, and does nothing where it reads no more. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            socket.end();
        } catch (IOException e) {
            // The command has ended.
        }
    }
}
