package io.github.microovn.rebuilder.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;

/** The shell scripts that run on the nodes; each says in its head what it takes and what it writes. POSIX sh, paths as arguments. */
enum Scripts {
    BOOT,
    LOOK,
    CLEAR,
    PLACE,
    UNPACK,
    DOWNLOAD,
    TRY,
    CONNECT,
    ALIAS,
    READY,
    BOOTSTRAP,
    TOKEN,
    JOIN,
    MEMBERS,
    SETTLED,
    SYNC,
    SURVEY;

    private final String text = read("common") + read(label());

    /** What it is called in the list of a node's processes. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its source. */
    String text() {
        return text;
    }

    private static String read(String name) {
        String file = name + ".sh";
        try (InputStream in = Objects.requireNonNull(Scripts.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
