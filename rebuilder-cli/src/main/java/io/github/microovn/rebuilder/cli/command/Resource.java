package io.github.microovn.rebuilder.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The texts that the program's jar has. */
final class Resource {

    private Resource() {}

    /**
     * A text.
     *
     * @param path its absolute path in the jar
     * @return all of it
     */
    static String text(String path) {
        try (InputStream file = Resource.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(file, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}
