package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.cli.console.Terminal.Mode;
import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.event.RoundEvent;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.impl.jni.JniTerminalProvider;

/** Uses what a session at a terminal uses, at one that nobody sits at, so that its classes are known when a class archive is made. */
public final class ConsoleRehearsal {

    private ConsoleRehearsal() {}

    /** Rehearses. */
    public static void run() {
        var terminal = new JLineTerminal(() -> new JniTerminalProvider().open(null, null));
        terminal.prepare();
        var output = new Output(OutputStream.nullOutputStream(), Optional.of(terminal));
        var renderer = new RichRenderer(output, terminal, Detail.NORMAL, System::nanoTime);
        Optional<Seat> seat = Seat.take(output, renderer, Mode.KEYS);
        try (var keys = new Keys(InputStream.nullInputStream(), key -> {})) {
            keys.ask();
            renderer.order(List.of());
            renderer.accept(new RoundEvent.Started(1));
            renderer.accept(new BuildEvent.Started(".", List.of("make")));
            output.frame(List.of("make"));
            renderer.resized();
        } finally {
            renderer.end();
            seat.ifPresent(Seat::close);
        }
    }
}
