package io.github.microovn.rebuilder.service;

import java.util.Map;

/**
 * A service that is to be ready.
 *
 * @param service the service
 * @param since the time from which on its journal tells why it is not, see {@link Restarted#since}; empty: nobody asks why
 * @param programs what was deployed for it: the SHA-256 by the name of the file, {@code ovn-northd}; a process of that name
 *     has to run just that
 */
public record Awaited(String service, String since, Map<String, String> programs) {

    /** {@inheritDoc} */
    public Awaited {
        programs = Map.copyOf(programs);
    }
}
