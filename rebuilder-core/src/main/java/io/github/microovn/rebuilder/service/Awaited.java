package io.github.microovn.rebuilder.service;

import java.util.Map;

/**
 * A service that is to be ready.
 *
 * @param service the service
 * @param since the time from which on its journal tells why it is not, see {@link Restarted#since}; empty: nobody asks why
 * @param programs what was deployed for it: the SHA-256 by the name of the file, {@code ovn-northd}; a process of that name
 *     has to run just that
 * @param known the SHA-256 of files by their stamp, {@code INODE:SIZE:SECONDS}, which is believed where a process runs one
 */
public record Awaited(String service, String since, Map<String, String> programs, Map<String, String> known) {

    /** {@inheritDoc} */
    public Awaited {
        programs = Map.copyOf(programs);
        known = Map.copyOf(known);
    }
}
