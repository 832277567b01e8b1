package io.github.microovn.rebuilder.journal;

import io.github.microovn.rebuilder.host.Host;
import java.time.Instant;
import java.util.Optional;

/** Knows when something was last deployed to a host. */
@FunctionalInterface
public interface LastDeploy {

    /**
     * Nobody wrote it down: the last time that somebody had one of the services started counts, with the starts of others less
     * than a minute before.
     */
    LastDeploy UNKNOWN = host -> Optional.empty();

    /**
     * When something was last deployed to a host.
     *
     * @param host the host
     * @return the moment, by the host's clock; empty when nobody wrote it down
     */
    Optional<Instant> on(Host host);
}
