package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.event.ConnectEvent;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.RoundEvent;
import io.github.microovn.rebuilder.event.SourceEvent;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Renders events for a reader at a terminal: while a round runs or hosts are waited for, what is going on stands below the
 * lines that stay and is redrawn in place; in the end nothing of it is left but the lines of {@link PlainRenderer}, those of
 * hosts all at once.
 */
public final class RichRenderer implements Renderer {

    private final PlainRenderer plain;
    private final Output output;
    private final Terminal terminal;
    private final LongSupplier nanoTime;
    private final RoundView view = new RoundView();
    private final Ticker ticker = new Ticker(this::draw);

    /**
     * Renders for a reader.
     *
     * @param output where lines go, and frames
     * @param terminal how large frames may be
     * @param detail how many lines
     * @param nanoTime the time
     */
    public RichRenderer(Output output, Terminal terminal, Detail detail, LongSupplier nanoTime) {
        this.plain = PlainRenderer.ofWholeRounds(output, detail);
        this.output = output;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    @Override
    public void order(List<String> names) {
        plain.order(names);
        synchronized (view) {
            view.order(names);
        }
    }

    @Override
    public void next(List<String> words) {
        synchronized (view) {
            view.next(words);
        }
        ticker.touch();
    }

    @Override
    public void accept(Event event) {
        synchronized (view) {
            view.apply(event, nanoTime.getAsLong());
        }
        if (begins(event)) {
            ticker.start();
        } else if (event instanceof RoundEvent.Finished || RoundView.ends(event)) {
            ticker.stop();
            output.frame(List.of());
        } else if (event instanceof BuildEvent.Failed || event instanceof BuildEvent.Interrupted) {
            // What follows is to be read, and may be much.
            output.frame(List.of());
        }
        ticker.touch();
        plain.accept(event);
    }

    /** Whether what begins may last; connecting does when it is told of. */
    private static boolean begins(Event event) {
        return event instanceof RoundEvent.Started
                || event instanceof SourceEvent.StepStarted
                || event instanceof ConnectEvent.Waiting;
    }

    @Override
    public void answer(Answer answer) {
        plain.answer(answer);
    }

    @Override
    public boolean broken() {
        return plain.broken();
    }

    @Override
    public void resized() {
        output.redraw(rows());
    }

    private void draw() {
        output.frame(rows());
    }

    private List<String> rows() {
        synchronized (view) {
            return Frame.rows(view, terminal.size(), nanoTime.getAsLong());
        }
    }

    @Override
    public void end() {
        ticker.stop();
        output.frame(List.of());
    }
}
