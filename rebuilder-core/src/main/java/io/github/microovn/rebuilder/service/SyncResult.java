package io.github.microovn.rebuilder.service;

import java.time.Duration;
import java.util.List;

/**
 * Whether a change of the northbound database reached every chassis.
 *
 * @param synced whether it did
 * @param elapsed how long that took, or was waited for
 * @param reason why it did not: one line; empty when it did
 * @param lagging the chassis that it did not reach, by their names
 */
public record SyncResult(boolean synced, Duration elapsed, String reason, List<String> lagging) {

    /** {@inheritDoc} */
    public SyncResult {
        lagging = List.copyOf(lagging);
    }
}
