package io.github.microovn.lxd.model.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something was created, started, changed or deleted.
 *
 * @param timestamp when it happened
 * @param location the member of the cluster it happened on, {@code none} without a cluster
 * @param project the project it belongs to, empty where it belongs to none
 * @param action what happened, such as {@code instance-started}
 * @param source the URL of what it happened to, such as {@code /1.0/instances/c1}; it can end in {@code ?project=NAME}
 * @param name the name of what it happened to, empty before LXD 5.19
 * @param context more about it as JSON values, such as the {@code command} of {@code instance-exec}
 * @param requestor who asked for it
 */
public record LifecycleEvent(
        Instant timestamp,
        String location,
        String project,
        String action,
        String source,
        String name,
        Map<String, Object> context,
        Requestor requestor)
        implements LxdEvent {

    /** {@inheritDoc} */
    public LifecycleEvent {
        requireNonNull(timestamp, "timestamp");
        context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
    }

    /**
     * Who asked for something; all is empty where the daemon does not tell.
     *
     * @param username the name of the user or the fingerprint of the certificate
     * @param protocol how the request came, such as {@code unix} or {@code tls}
     * @param address where the request came from
     */
    public record Requestor(String username, String protocol, String address) {}
}
