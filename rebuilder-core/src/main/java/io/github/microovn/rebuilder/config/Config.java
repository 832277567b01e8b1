package io.github.microovn.rebuilder.config;

import java.util.List;

/**
 * What a configuration file says.
 *
 * @param targets what is watched and where it goes, in the order of the file; not empty
 * @param hosts the hosts to deploy to; empty when the file leaves them to {@code -H}
 */
public record Config(List<Target> targets, HostSpecs hosts) {

    /** {@inheritDoc} */
    public Config {
        targets = List.copyOf(targets);
    }
}
