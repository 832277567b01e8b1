package io.github.microovn.lxd.internal.exec;

import okio.ByteString;

/** Takes what a command writes. Called by the thread of one socket. */
public interface OutputSink {
    /** Takes some bytes; while this waits, the command does. */
    void write(ByteString bytes);

    /** Hears that there is no more. */
    void end();

    /** Hears that there may have been more. */
    void lost(RuntimeException cause);

    /** Tells whether everything that came was taken out again. */
    boolean isEmpty();
}
