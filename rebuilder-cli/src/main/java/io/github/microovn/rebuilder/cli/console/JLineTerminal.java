package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.cli.console.Interrupts.Registration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jline.nativ.JLineNativeLoader;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;
import org.jspecify.annotations.Nullable;

/**
 * A terminal's settings and size by JLine, which is loaded in a thread of its own when that is wanted. Of JLine only the device
 * under its terminals is used: such a terminal asks the real one by escape sequences what it can do, waits half a second
 * for an answer, and looks for it among the keys that the user has typed ahead.
 */
final class JLineTerminal implements Terminal {

    private final Opener opener;
    private @Nullable Thread preparation;
    private volatile @Nullable Pty device;
    private @Nullable Attributes before;
    private @Nullable Mode mode;
    private boolean stopped;
    private Registration stopping = () -> {};

    /** Gets hold of a terminal. */
    @FunctionalInterface
    interface Opener {
        Pty open() throws IOException;
    }

    JLineTerminal(Opener opener) {
        this.opener = opener;
    }

    /** The terminal that this process reads from and writes to. */
    static JLineTerminal ofProcess() {
        return new JLineTerminal(() -> new JniTerminalProvider().current(SystemStream.Output));
    }

    @Override
    public Size size() {
        Pty known = device;
        if (known == null) {
            return Size.USUAL;
        }
        try {
            org.jline.terminal.Size size = known.getSize();
            return new Size(
                    size.getColumns() > 0 ? size.getColumns() : Size.USUAL.columns(),
                    size.getRows() > 0 ? size.getRows() : Size.USUAL.rows());
        } catch (IOException e) {
            return Size.USUAL;
        }
    }

    @Override
    public synchronized void prepare() {
        if (preparation == null) {
            preparation = new Thread(this::look, "terminal");
            preparation.setDaemon(true);
            preparation.start();
        }
    }

    private void look() {
        try {
            Pty found = opener.open();
            Attributes attributes = found.getAttr();
            synchronized (this) {
                before = attributes;
            }
            device = found;
            forgetLibrary();
        } catch (IOException | RuntimeException | LinkageError e) {
            // A machine that JLine has no native part for, or no place to load it from: lines have to do instead of
            // keys.
        }
    }

    /** Once it is loaded nobody needs the file that JLine has made of its native part, and whoever is killed leaves it behind. */
    private static void forgetLibrary() throws IOException {
        String library = JLineNativeLoader.getNativeLibraryPath();
        if (library != null && JLineNativeLoader.getNativeLibrarySourceUrl() != null) {
            Files.deleteIfExists(Path.of(library));
            Files.deleteIfExists(Path.of(library + ".lck"));
        }
    }

    @Override
    public void awaitPrepared() {
        Thread begun;
        synchronized (this) {
            begun = preparation;
        }
        try {
            if (begun != null) {
                begun.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean take(Mode wanted) {
        prepare();
        awaitPrepared();
        synchronized (this) {
            if (set(wanted)) {
                mode = wanted;
            }
            return mode != null;
        }
    }

    private boolean set(Mode wanted) {
        if (before == null) {
            return false;
        }
        Attributes attributes = new Attributes(before);
        attributes.setLocalFlag(LocalFlag.ECHO, false);
        if (wanted == Mode.KEYS) {
            attributes.setLocalFlag(LocalFlag.ICANON, false);
            attributes.setControlChar(ControlChar.VMIN, 1);
            attributes.setControlChar(ControlChar.VTIME, 0);
        }
        return set(attributes);
    }

    private boolean set(@Nullable Attributes attributes) {
        Pty known = device;
        if (known == null || attributes == null) {
            return false;
        }
        try {
            known.setAttr(attributes);
            return true;
        } catch (IOException | RuntimeException e) {
            // It has gone, or is another job's now.
            return false;
        }
    }

    @Override
    public synchronized void giveBack() {
        if (mode != null) {
            set(before);
            mode = null;
        }
    }

    @Override
    public synchronized boolean taken() {
        return mode != null;
    }

    @Override
    public Registration watch(Witness witness) {
        Registration resize = Signals.handle("WINCH", witness::resized);
        Registration resume = Signals.handle("CONT", () -> resume(witness));
        handleStops(witness);
        return () -> {
            endStops();
            resume.close();
            resize.close();
        };
    }

    private synchronized void handleStops(Witness witness) {
        stopping = Signals.handle("TSTP", () -> stop(witness));
    }

    private synchronized void endStops() {
        stopping.close();
        stopping = () -> {};
    }

    /** What Ctrl-Z asks for: stops this process as one that does not handle the signal is stopped. */
    private void stop(Witness witness) {
        witness.stopping();
        synchronized (this) {
            stopped = true;
            if (mode != null) {
                set(before);
            }
        }
        endStops();
        // Nobody could wake a process whose parents know no jobs, so the system does not stop such a one.
        Signals.send("TSTP");
        handleStops(witness);
        resume(witness);
    }

    /** Whoever stopped this process otherwise, the terminal may be another one now. */
    private void resume(Witness witness) {
        synchronized (this) {
            if (mode != null) {
                set(mode);
            }
            if (!stopped) {
                return;
            }
            stopped = false;
        }
        witness.resumed();
    }
}
