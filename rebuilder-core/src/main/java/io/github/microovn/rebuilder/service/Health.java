package io.github.microovn.rebuilder.service;

import java.util.List;

/**
 * How a service is.
 *
 * @param awaited what was looked for
 * @param ready whether the unit is active and its daemons run what was deployed and answer
 * @param reason why it is not ready, or what its daemon said: one line
 * @param processes the daemons that were found
 * @param journal when it is not ready: lines of its journal since the restart, what the linker said first
 */
public record Health(
        Awaited awaited, boolean ready, String reason, List<RunningProcess> processes, List<String> journal) {

    /** {@inheritDoc} */
    public Health {
        processes = List.copyOf(processes);
        journal = List.copyOf(journal);
    }

    /**
     * The service.
     *
     * @return its name, such as {@code microovn.chassis}
     */
    public String service() {
        return awaited.service();
    }

    /** The same with another reason not to be ready, or to be. */
    Health failed(String why) {
        return new Health(awaited, false, why, processes, journal);
    }

    Health withJournal(List<String> lines) {
        return new Health(awaited, ready, reason, processes, lines);
    }
}
