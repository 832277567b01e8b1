package io.github.microovn.rebuilder.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Reads a line when it is asked to. A read cannot be interrupted, so a thread of its own waits in it, and only while a
 * line is wanted: what is typed at other times stays with the terminal.
 */
public final class Prompt implements Input {

    private final InputStream input;
    private final Consumer<Optional<String>> receiver;
    private final Semaphore wanted = new Semaphore(0);
    private final Thread reader = new Thread(this::read, "stdin");

    /**
     * Prepares to read.
     *
     * @param input where lines come from
     * @param receiver is given each line that was asked for, or nothing at the end of the input
     */
    public Prompt(InputStream input, Consumer<Optional<String>> receiver) {
        this.input = input;
        this.receiver = receiver;
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public void ask() {
        wanted.release();
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    private void read() {
        try {
            Optional<String> line;
            do {
                wanted.acquire();
                line = line();
                receiver.accept(line);
            } while (line.isPresent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A line that the input ends in, without Enter, is none. */
    private Optional<String> line() {
        var bytes = new ByteArrayOutputStream();
        try {
            for (int next = input.read(); next >= 0; next = input.read()) {
                if (next == '\n') {
                    return Optional.of(bytes.toString(StandardCharsets.UTF_8));
                }
                bytes.write(next);
            }
        } catch (IOException e) {
            // A terminal that has gone has nothing more to say.
        }
        return Optional.empty();
    }
}
