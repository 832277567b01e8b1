package io.github.microovn.lxd.model.event;

import java.time.Instant;

/** Something that happened in the daemon, or that events are missing. */
public sealed interface LxdEvent permits LifecycleEvent, LoggingEvent, OperationEvent, OtherEvent, Resync {
    /** {@return when it happened, by the clock of the daemon; that of a {@link Resync} is by the clock of this machine} */
    Instant timestamp();
}
