package io.github.microovn.rebuilder.service;

import java.time.Duration;

/**
 * What came of the restart of a service.
 *
 * @param service the service
 * @param since when it began, as {@code journalctl --since} takes it: by the host's own clock
 * @param elapsed how long it took; the service may not be ready yet
 * @param problem what systemd complained about: one line; empty when it did not
 */
public record Restarted(String service, String since, Duration elapsed, String problem) {

    /**
     * Whether systemd started it.
     *
     * @return true when there is no problem
     */
    public boolean succeeded() {
        return problem.isEmpty();
    }
}
