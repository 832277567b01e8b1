package io.github.microovn.lxd.model.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The daemon has written to its log. Only administrators hear of it.
 *
 * @param timestamp when it happened
 * @param location the member of the cluster it happened on, {@code none} without a cluster
 * @param level how important it is, such as {@code info} or {@code debug}
 * @param message what it says
 * @param context what it says it about, as JSON values
 */
public record LoggingEvent(
        Instant timestamp, String location, String level, String message, Map<String, Object> context)
        implements LxdEvent {

    /** {@inheritDoc} */
    public LoggingEvent {
        requireNonNull(timestamp, "timestamp");
        context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
    }
}
