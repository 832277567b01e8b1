package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.ledger.Content;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to happen to one file of a host.
 *
 * @param kind why
 * @param name the target, as its local path is in the configuration; the remote path for a file that is no target any more
 * @param path the file
 * @param local the local file that goes there, as users see it; empty when something is put back
 * @param file where its bytes are read: the local file, or a copy of it that the hosts get; empty when something is put back
 * @param sha256 what will be there; empty when the file is to be removed
 * @param sizeBytes its size; 0 when something is put back
 * @param services the services that use the file
 * @param mode the permissions it gets; absent: those it has
 * @param exact permissions and owner of what is put back
 * @param withheld the hash of the local content, which does not go there again by itself when something is put back
 */
record Change(
        Kind kind,
        String name,
        String path,
        String local,
        Path file,
        Optional<String> sha256,
        long sizeBytes,
        List<String> services,
        OptionalInt mode,
        Optional<Content> exact,
        Optional<String> withheld) {

    Change {
        services = List.copyOf(services);
    }

    /** Why a file changes. */
    enum Kind {
        /** The local file goes there. */
        DEPLOY,
        /** The last round is taken back. */
        UNDO,
        /** Everything is taken back. */
        RESTORE
    }

    /** Something is put back: a content that the host has kept, or nothing. */
    static Change back(
            Kind kind,
            String name,
            String path,
            Optional<Content> content,
            List<String> services,
            Optional<String> withheld) {
        return new Change(
                kind,
                name,
                path,
                "",
                Path.of(""),
                content.map(Content::sha256),
                0,
                services,
                OptionalInt.empty(),
                content,
                withheld);
    }
}
