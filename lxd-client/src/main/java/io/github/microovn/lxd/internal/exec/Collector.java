package io.github.microovn.lxd.internal.exec;

import okio.Buffer;
import okio.ByteString;

/** Keeps all that a command writes. */
final class Collector implements OutputSink {
    private final Buffer bytes = new Buffer();

    @Override
    public synchronized void write(ByteString more) {
        bytes.write(more);
    }

    @Override
    public void end() {
        // Nobody waits for it here.
    }

    @Override
    public void lost(RuntimeException cause) {
        // The session tells.
    }

    @Override
    public boolean isEmpty() {
        return true;
    }

    synchronized byte[] bytes() {
        return bytes.readByteArray();
    }
}
