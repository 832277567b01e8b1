package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.exec.ConsoleSession;
import io.github.microovn.lxd.internal.exec.OutputPipe;
import io.github.microovn.lxd.model.TerminalSize;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The console of an instance, where its boot messages and often a login are. What it shows has to be read. To be closed: the daemon
 * holds the console for whoever has it, and has one for everybody. Thread-safe, each stream for one thread.
 */
public final class InstanceConsole implements AutoCloseable {
    private final ConsoleSession session;
    private final OutputPipe output;

    InstanceConsole(ConsoleSession session, OutputPipe output) {
        this.session = session;
        this.output = output;
    }

    /**
     * Returns what is typed. What is typed before the console shows something can be lost. Closing it has no effect.
     *
     * @return the keyboard; writing blocks while nobody reads at the other end
     */
    public OutputStream input() {
        return session.input();
    }

    /**
     * Returns what the console shows from now on. It ends when the instance stops and when this is closed. While somebody else has
     * the console it is a message of the daemon that says so, somehow.
     *
     * @return its bytes
     */
    public InputStream output() {
        return output;
    }

    /**
     * Changes the size of the terminal.
     *
     * @param size the new size
     */
    public void resize(TerminalSize size) {
        session.resize(size);
    }

    /** Lets go of the console. The instance does not notice. */
    @Override
    public void close() {
        session.close();
    }
}
