package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.host.ConnectOptions.Asker;
import java.io.Console;
import java.util.Optional;

/** Asks for secrets on the terminal, without an echo. */
public final class Passphrases implements Asker {

    private final boolean terminal;

    /**
     * Asks where there is somebody.
     *
     * @param streams where the user is
     */
    public Passphrases(Streams streams) {
        terminal = streams.terminal();
    }

    @Override
    public Optional<String> ask(String question) {
        Console console = terminal ? System.console() : null;
        if (console == null) {
            return Optional.empty();
        }
        char[] answer = console.readPassword("%s", question);
        return Optional.ofNullable(answer).map(String::new);
    }
}
