package io.github.microovn.rebuilder.event;

import java.time.Duration;

/** Something about a host that the session waits for or does not get; of those that it gets {@link HostEvent} tells. */
public sealed interface ConnectEvent extends Event {

    /**
     * The host's name.
     *
     * @return the name, as printed in {@code [movn1]}
     */
    String host();

    /**
     * The session waits for the host; told once, when that has lasted for half a second, and never of a host that was faster.
     *
     * @param host the host's name
     * @param elapsed the time since the session began to connect
     * @param limit the time from then on after which it waits no more
     */
    record Waiting(String host, Duration elapsed, Duration limit) implements ConnectEvent {
        @Override
        public String type() {
            return "host.connecting";
        }
    }

    /**
     * The host cannot be reached, or is not fit for deployments. The session will not begin.
     *
     * @param host the host's name
     * @param reason why, and what to do: one line
     */
    record Failed(String host, String reason) implements ConnectEvent {
        @Override
        public String type() {
            return "host.unavailable";
        }
    }
}
