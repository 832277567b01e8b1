package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.exec.ExecSession;
import io.github.microovn.lxd.internal.exec.OutputPipe;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A command that runs on an instance. Both outputs have to be read, by one thread each or one after the other has little in
 * it: what is not read stops the command. Thread-safe, each stream for one thread.
 */
public final class ExecProcess implements AutoCloseable {
    private final ExecSession session;
    private final OutputPipe stdout;
    private final OutputPipe stderr;

    ExecProcess(ExecSession session, OutputPipe stdout, OutputPipe stderr) {
        this.session = session;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** {@return what the command reads} Writing blocks while the command does not read; closing is its end of input. */
    public OutputStream stdin() {
        return session.stdin();
    }

    /** {@return the standard output} */
    public InputStream stdout() {
        return stdout;
    }

    /** {@return the standard error} */
    public InputStream stderr() {
        return stderr;
    }

    /**
     * Sends a signal to the command itself, not to the processes it has started.
     *
     * @param number for example 15
     */
    public void signal(int number) {
        session.signal(number);
    }

    /**
     * Waits until the command has ended and all of its output was read.
     *
     * @param timeout how long to wait; then the command is killed
     * @return the exit code
     * @throws io.github.microovn.lxd.error.LxdTimeoutException if it took too long; it was killed
     */
    public int waitFor(Duration timeout) {
        return session.await(timeout);
    }

    /** Kills the command if it still runs and frees the connections. */
    @Override
    public void close() {
        session.close();
        stdout.close();
        stderr.close();
    }
}
