package io.github.microovn.rebuilder.cli.session;

import io.github.microovn.rebuilder.RebuilderOptions;
import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.cli.console.Renderer;
import io.github.microovn.rebuilder.cli.console.Seat;
import io.github.microovn.rebuilder.cli.console.Terminal.Mode;
import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.event.ConnectEvent;
import io.github.microovn.rebuilder.event.Event;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Has events shown, and the terminal ours while hosts are waited for, of which something is drawn. Until then it is let alone:
 * what it is like is still being looked at while fast hosts are connected.
 */
final class Waiting implements Consumer<Event>, AutoCloseable {

    private final RebuilderOptions options;
    private final Output output;
    private final Renderer renderer;
    private final boolean drawing;
    private Optional<Seat> seat = Optional.empty();

    /**
     * Prepares to wait.
     *
     * @param options names the hosts
     * @param output what is drawn on
     * @param renderer shows events
     * @param drawing whether there is a terminal to take
     */
    Waiting(RebuilderOptions options, Output output, Renderer renderer, boolean drawing) {
        this.options = options;
        this.output = output;
        this.renderer = renderer;
        this.drawing = drawing;
    }

    @Override
    public void accept(Event event) {
        if (event instanceof ConnectEvent.Waiting && drawing && seat.isEmpty()) {
            renderer.order(
                    options.hosts().hosts().stream().map(HostSpec::address).toList());
            seat = Seat.take(output, renderer, Mode.UNSEEN);
        }
        renderer.accept(event);
    }

    /** Nothing is waited for any more; events still come. */
    @Override
    public void close() {
        renderer.end();
        seat.ifPresent(Seat::close);
    }
}
