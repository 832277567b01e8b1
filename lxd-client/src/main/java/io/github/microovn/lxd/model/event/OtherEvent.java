package io.github.microovn.lxd.model.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An event of a type that this client has no record for, such as {@code network-acl} or {@code ovn}.
 *
 * @param timestamp when it happened
 * @param type its type
 * @param location the member of the cluster it happened on, {@code none} without a cluster
 * @param project the project it belongs to, empty where it belongs to none
 * @param json the whole event as JSON
 */
public record OtherEvent(Instant timestamp, String type, String location, String project, String json)
        implements LxdEvent {

    /** {@inheritDoc} */
    public OtherEvent {
        requireNonNull(timestamp, "timestamp");
    }
}
