package io.github.microovn.lxd;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A command that runs on an instance. Both outputs have to be read, by one thread each or one after the other has little in
 * it: what is not read stops the command. Thread-safe, each stream for one thread.
 */
public final class ExecProcess implements AutoCloseable {
    ExecProcess() {}

    /** {@return what the command reads} Writing blocks while the command does not read; closing is its end of input. */
    public OutputStream stdin() {
        return Unfinished.value();
    }

    /** {@return the standard output} */
    public InputStream stdout() {
        return Unfinished.value();
    }

    /** {@return the standard error} */
    public InputStream stderr() {
        return Unfinished.value();
    }

    /**
     * Sends a signal to the command itself, not to the processes it has started.
     *
     * @param number for example 15
     */
    public void signal(int number) {
        Unfinished.value();
    }

    /**
     * Waits until the command has ended and all of its output was read.
     *
     * @param timeout how long to wait; then the command is killed
     * @return the exit code
     * @throws io.github.microovn.lxd.error.LxdTimeoutException if it took too long; it was killed
     */
    public int waitFor(Duration timeout) {
        return Unfinished.value();
    }

    /** Kills the command if it still runs and frees the connections. */
    @Override
    public void close() {
        Unfinished.value();
    }
}
