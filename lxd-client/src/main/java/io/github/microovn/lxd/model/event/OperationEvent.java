package io.github.microovn.lxd.model.event;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.model.ApiName;
import io.github.microovn.lxd.model.OperationInfo;
import java.time.Instant;

/**
 * An operation has begun, got further or ended. The daemon does not promise an order: one that has ended stays ended, whatever
 * comes later.
 *
 * @param timestamp when it happened
 * @param location the member of the cluster it happened on, {@code none} without a cluster
 * @param project the project of the operation, empty where it has none
 * @param operation the operation as it was then
 */
public record OperationEvent(
        Instant timestamp,
        String location,
        String project,
        @ApiName("metadata") OperationInfo operation) implements LxdEvent {

    /** {@inheritDoc} */
    public OperationEvent {
        requireNonNull(timestamp, "timestamp");
    }
}
