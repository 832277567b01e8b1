package io.github.microovn.rebuilder.cli.testing;

import io.github.microovn.rebuilder.cli.RebuilderCli;
import io.github.microovn.rebuilder.cli.console.ExitCode;
import io.github.microovn.rebuilder.cli.console.Streams;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The program in a thread of its own, with a keyboard, a screen and signals that a test has in hand. */
public final class RunningCli implements AutoCloseable {

    private final Keyboard keyboard = new Keyboard();
    private final Screen screen = new Screen();
    private final Screen errors = new Screen();
    private final FakeInterrupts interrupts = new FakeInterrupts();
    private final FakeTerminal terminal = new FakeTerminal();
    private final CompletableFuture<ExitCode> exitCode;

    /** Starts the program. */
    public RunningCli(boolean onTerminal, Map<String, String> environment, List<String> arguments) {
        var streams = new Streams(keyboard, screen, errors, onTerminal ? Optional.of(terminal) : Optional.empty());
        exitCode = CompletableFuture.supplyAsync(
                () -> new RebuilderCli(interrupts).run(arguments, streams, environment),
                work -> new Thread(work, "cli").start());
    }

    public Keyboard keyboard() {
        return keyboard;
    }

    public Screen screen() {
        return screen;
    }

    public Screen errors() {
        return errors;
    }

    public FakeTerminal terminal() {
        return terminal;
    }

    public FakeInterrupts interrupts() {
        return interrupts;
    }

    /** Waits for the end. */
    public ExitCode exitCode() {
        return exitCode.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Ends the program, if it has not ended. */
    @Override
    public void close() {
        keyboard.end();
        interrupts.ctrlC();
        interrupts.ctrlC();
        exitCode();
    }
}
