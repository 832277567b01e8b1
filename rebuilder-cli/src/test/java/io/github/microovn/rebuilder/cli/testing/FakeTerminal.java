package io.github.microovn.rebuilder.cli.testing;

import io.github.microovn.rebuilder.cli.console.Interrupts.Registration;
import io.github.microovn.rebuilder.cli.console.Terminal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A terminal that only remembers what was done to it. */
public final class FakeTerminal implements Terminal {

    private final List<Witness> witnesses = new CopyOnWriteArrayList<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private volatile Size size = Size.USUAL;
    private volatile boolean taken;

    /** What was done to it: the modes it was taken in, and "back". */
    public List<String> changes() {
        return changes;
    }

    /** Gives it another size. */
    public void resize(int columns, int rows) {
        size = new Size(columns, rows);
        witnesses.forEach(Witness::resized);
    }

    /** Stops the process and has it go on. */
    public void stopAndGoOn() {
        witnesses.forEach(Witness::stopping);
        witnesses.forEach(Witness::resumed);
    }

    @Override
    public Size size() {
        return size;
    }

    @Override
    public void prepare() {
        // Nothing has to be looked up.
    }

    @Override
    public void awaitPrepared() {
        // It is, always.
    }

    @Override
    public boolean take(Mode mode) {
        changes.add(mode.name());
        taken = true;
        return true;
    }

    @Override
    public void giveBack() {
        changes.add("back");
        taken = false;
    }

    @Override
    public boolean taken() {
        return taken;
    }

    @Override
    public Registration watch(Witness witness) {
        witnesses.add(witness);
        return () -> witnesses.remove(witness);
    }
}
