package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.ledger.Content;
import java.util.Optional;

/**
 * What is at a path of a host.
 *
 * @param content the file there; empty: none
 * @param stamp changes when the file is written or replaced, so that its hash need not be computed again
 */
record Seen(Optional<Content> content, String stamp) {

    /** Nothing is there. */
    static final Seen NOTHING = new Seen(Optional.empty(), "-");

    Optional<String> sha256() {
        return content.map(Content::sha256);
    }
}
