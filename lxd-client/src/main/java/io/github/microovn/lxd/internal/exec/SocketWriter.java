package io.github.microovn.lxd.internal.exec;

import io.github.microovn.lxd.internal.websocket.Frame.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** Sends what is written at once. Writing waits while nobody reads at the other end, and closing says nothing there. */
class SocketWriter extends OutputStream {
    private static final int FRAME = 64 * 1024;

    private final StreamSocket socket;

    SocketWriter(StreamSocket socket) {
        this.socket = socket;
    }

    @Override
    public final void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        for (int sent = 0; sent < length; sent += FRAME) {
            socket.send(Kind.BINARY, source, offset + sent, Math.min(FRAME, length - sent));
        }
    }
}
