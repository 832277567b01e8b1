package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.exec.InteractiveSession;
import io.github.microovn.lxd.internal.exec.OutputPipe;
import io.github.microovn.lxd.model.TerminalSize;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A command that runs on a terminal of an instance. Its output has to be read: what is not read stops the command. To be closed,
 * before the client is; a client that is closed first kills it too, and so does the end of the process. Thread-safe, each stream
 * for one thread.
 *
 * <p>LXD 5.0.2 stops reading a terminal when the command exits, and drops what it holds then: up to 15 KB, in one of three runs
 * that end in the middle of much output and one of fifteen that write a word. Where the last words matter, the command has to
 * stay a moment after them (a tenth of a second is enough on an idle machine), or to run {@linkplain Instance#exec without a
 * terminal}, where nothing is ever lost.
 */
public final class InteractiveProcess implements AutoCloseable {
    private final InteractiveSession session;
    private final OutputPipe output;

    InteractiveProcess(InteractiveSession session, OutputPipe output) {
        this.session = session;
        this.output = output;
    }

    /**
     * Returns what is typed. The terminal echoes it, and treats some of it as it does: byte 3 interrupts, byte 4 at the beginning
     * of a line ends the input of what runs. Closing it has no effect, since a terminal has no other end.
     *
     * @return the keyboard; writing blocks while the command does not read
     */
    public OutputStream input() {
        return session.input();
    }

    /** {@return what the terminal shows, where lines end with CR and LF; all that the daemon sends comes before its end} */
    public InputStream output() {
        return output;
    }

    /**
     * Changes the size of the terminal, of which the command hears by signal 28, {@code SIGWINCH}. Does nothing once it has
     * ended.
     *
     * @param size the new size
     */
    public void resize(TerminalSize size) {
        session.resize(size);
    }

    /**
     * Sends a signal to the command itself, not to the processes it has started. Does nothing once it has ended.
     *
     * @param number for example 15
     */
    public void signal(int number) {
        session.signal(number);
    }

    /**
     * Waits until the command has ended and all of its output was read, or fits into what is read ahead (256 KiB). Processes that
     * it leaves behind are not waited for.
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
        output.close();
    }
}
