package io.github.microovn.rebuilder.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads single keys from a terminal, from the first question on, also while something runs. What comes at once and is longer
 * than a key was not typed: an arrow or function key, or something pasted, which must not be obeyed letter by letter.
 */
public final class Keys implements Input {

    private static final int CHUNK_BYTES = 1024;
    private static final char CTRL_D = 4;

    private final InputStream input;
    private final Consumer<Optional<String>> receiver;
    private final Thread reader = new Thread(this::read, "stdin");

    /**
     * Prepares to read.
     *
     * @param input where keys come from
     * @param receiver is given each key as a text of one character, none for Enter, and nothing at the end of the input
     */
    public Keys(InputStream input, Consumer<Optional<String>> receiver) {
        this.input = input;
        this.receiver = receiver;
        reader.setDaemon(true);
    }

    @Override
    public synchronized void ask() {
        if (reader.getState() == Thread.State.NEW) {
            reader.start();
        }
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    private void read() {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            for (int count = input.read(chunk); count >= 0; count = input.read(chunk)) {
                String text = new String(chunk, 0, count, StandardCharsets.UTF_8);
                if (text.indexOf(CTRL_D) >= 0) {
                    break;
                }
                key(text).ifPresent(key -> receiver.accept(Optional.of(key)));
            }
        } catch (IOException e) {
            // A terminal that has gone has nothing more to say.
        }
        receiver.accept(Optional.empty());
    }

    /** A key and the Enter that somebody is used to press after it are the key. */
    private static Optional<String> key(String text) {
        String typed = text.replace("\r", "\n").replaceFirst("\n+$", "");
        return typed.codePointCount(0, typed.length()) <= 1 ? Optional.of(typed) : Optional.empty();
    }
}
