package io.github.microovn.rebuilder.change;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the hosts get of a watched file.
 *
 * @param content its content
 * @param stripped the file that holds it; empty when it is the watched file itself
 */
record Product(Fingerprint content, Optional<Path> stripped) {

    /** Whether the copy is still there and whole, where there is one. */
    boolean available() {
        return stripped.map(copy -> copy.toFile().length() == content.sizeBytes())
                .orElse(true);
    }
}
