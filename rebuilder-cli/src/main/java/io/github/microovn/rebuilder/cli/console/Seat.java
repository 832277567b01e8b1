package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.cli.console.Interrupts.Registration;
import io.github.microovn.rebuilder.cli.console.Terminal.Mode;
import io.github.microovn.rebuilder.cli.console.Terminal.Witness;
import java.util.List;
import java.util.Optional;

/** A terminal that is ours for a while: keys come as wanted, what is drawn is kept right, and in the end it is as it was. */
public final class Seat implements AutoCloseable {

    private final Output output;
    private final Registration registration;

    private Seat(Output output, Registration registration) {
        this.output = output;
        this.registration = registration;
    }

    /**
     * Takes the terminal that an output goes to, if it goes to one.
     *
     * @param output what is drawn on
     * @param renderer draws on it
     * @param mode how keys come
     * @return to be closed; empty where there is no terminal to take
     */
    public static Optional<Seat> take(Output output, Renderer renderer, Mode mode) {
        return output.terminal().map(terminal -> {
            terminal.take(mode);
            return new Seat(output, terminal.watch(witness(output, renderer)));
        });
    }

    private static Witness witness(Output output, Renderer renderer) {
        return new Witness() {
            @Override
            public void resized() {
                renderer.resized();
            }

            @Override
            public void stopping() {
                output.cover();
            }

            @Override
            public void resumed() {
                output.uncover();
            }
        };
    }

    /** Gives the terminal back as it was. */
    @Override
    public void close() {
        registration.close();
        output.frame(List.of());
        output.terminal().ifPresent(Terminal::giveBack);
    }
}
