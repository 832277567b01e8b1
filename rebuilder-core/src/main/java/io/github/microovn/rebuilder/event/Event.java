package io.github.microovn.rebuilder.event;

/**
 * Something that happened in a session. Events are delivered in order and by one thread at a time; a host's events
 * are in order among themselves, those of several hosts interleave.
 */
public sealed interface Event
        permits BuildEvent,
                CheckEvent,
                ClusterEvent,
                ConnectEvent,
                HookEvent,
                HostEvent,
                LogEvent,
                RoundEvent,
                SchemaEvent,
                SessionEvent,
                SourceEvent,
                WatchEvent {

    /**
     * The stable name of this kind of event, such as {@code host.swapped}: the {@code type} of its JSON form.
     *
     * @return two words, joined by a dot
     */
    String type();
}
