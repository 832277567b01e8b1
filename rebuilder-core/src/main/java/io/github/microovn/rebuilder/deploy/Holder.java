package io.github.microovn.rebuilder.deploy;

import java.time.Duration;
import java.util.Optional;

/**
 * Who has the lock of a host.
 *
 * @param id the session
 * @param process the process, as {@link Lease} wrote it down
 * @param age for how long already
 */
record Holder(String id, String process, Duration age) {

    /** Reads {@code SECONDS ID PROCESS}. */
    static Optional<Holder> parse(String line) {
        String[] words = line.split(" ", 3);
        if (words.length < 3 || !words[0].matches("-?\\d{1,15}")) {
            return Optional.empty();
        }
        return Optional.of(new Holder(words[1], words[2], Duration.ofSeconds(Long.parseLong(words[0]))));
    }
}
