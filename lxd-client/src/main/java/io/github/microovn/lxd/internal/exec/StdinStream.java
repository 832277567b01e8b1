package io.github.microovn.lxd.internal.exec;

import java.io.IOException;

/** What a command reads. Writing waits while the command does not read. */
final class StdinStream extends SocketWriter {
    private final StreamSocket socket;
    private boolean closed;

    StdinStream(StreamSocket socket) {
        super(socket);
        this.socket = socket;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        super.write(source, offset, length);
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
