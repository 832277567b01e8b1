package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.host.ConnectOptions.Asker;
import java.io.Console;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Asks for secrets on the terminal, without an echo. */
public final class Passphrases implements Asker {

    private final Optional<Terminal> terminal;

    /**
     * Asks where there is somebody.
     *
     * @param streams where the user is
     */
    public Passphrases(Streams streams) {
        terminal = streams.device();
    }

    @Override
    public Optional<String> ask(String question) {
        Console console = terminal.isPresent() ? System.console() : null;
        if (console == null) {
            return Optional.empty();
        }
        // What a terminal without an echo is like is not what it was like before.
        terminal.ifPresent(Terminal::awaitPrepared);
        // Nothing interrupts a read from a terminal, so another thread does it, which the end of the program ends.
        FutureTask<Optional<String>> answer = new FutureTask<>(
                () -> Optional.ofNullable(console.readPassword("%s", question)).map(String::new));
        Thread reader = new Thread(answer, "passphrase");
        reader.setDaemon(true);
        reader.start();
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("asking for a passphrase", e);
        } catch (ExecutionException e) {
            return Optional.empty();
        }
    }
}
