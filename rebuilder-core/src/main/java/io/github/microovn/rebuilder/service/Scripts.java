package io.github.microovn.rebuilder.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.host.RemoteScripts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The shell scripts that run on a host around restarts; each says in its head what it takes and what it writes. */
final class Scripts {

    /** What the others begin with. */
    static final String COMMON = read("common.sh");

    /** Restarts services, where the common part is there already. */
    static final String RESTART_ONLY = read("restart.sh");

    /** Restarts services. */
    static final String RESTART = COMMON + RESTART_ONLY;

    /** Waits until services are ready. */
    static final String AWAIT = COMMON + RemoteScripts.DIGEST + read("await.sh");

    /** Watches services for a time. */
    static final String WATCH = COMMON + read("watch.sh");

    /** The last lines of journals. */
    static final String JOURNAL = read("journal.sh");

    /** Whether a change reaches every chassis. */
    static final String SYNC = read("sync.sh");

    private Scripts() {}

    private static String read(String name) {
        try (InputStream in = Objects.requireNonNull(Scripts.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
