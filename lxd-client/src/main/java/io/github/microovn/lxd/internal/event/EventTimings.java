package io.github.microovn.lxd.internal.event;

import java.time.Duration;

/**
 * How patient a subscription is.
 *
 * @param heartbeat how often it is looked whether the connection lives; one that is silent for as long is pinged
 * @param dead how long a connection may be silent
 * @param firstBackoff how long to wait before a lost connection is made again
 * @param longestBackoff how long to wait at most after several failures; a connection that lasts longer is a good one
 * @param capacity how many events wait at most to be taken
 */
public record EventTimings(
        Duration heartbeat, Duration dead, Duration firstBackoff, Duration longestBackoff, int capacity) {
    /** The daemon pings every ten seconds. */
    public static final EventTimings DEFAULT = new EventTimings(
            Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofSeconds(10), 10_000);
}
