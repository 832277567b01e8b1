package io.github.microovn.lxd.model.event;

import java.time.Instant;

/**
 * Events are missing before this one: whoever keeps a picture of the daemon's state has to read it again. What happens from
 * then on is told by the events that follow.
 *
 * @param timestamp when the daemon was listened to again, by the clock of this machine
 * @param reason why events are missing, in words
 */
public record Resync(Instant timestamp, String reason) implements LxdEvent {}
