package io.github.microovn.rebuilder.event;

import java.time.Instant;

/** Something about the journals of hosts. */
public sealed interface LogEvent extends Event {

    /**
     * An entry of a host's journal.
     *
     * @param host the host's name
     * @param service the snap service it is about, such as {@code microovn.chassis}
     * @param at when it was written, by the host's clock
     * @param program what wrote it, such as {@code ovn-controller} or {@code systemd}
     * @param pid its process id; empty where the journal has none
     * @param priority syslog's word for how grave it is, such as {@code err}; empty where the journal has none
     * @param message what it says; of one line or more
     */
    record Line(String host, String service, Instant at, String program, String pid, String priority, String message)
            implements LogEvent {
        @Override
        public String type() {
            return "log.line";
        }
    }

    /**
     * A host's journal cannot be read.
     *
     * @param host the host's name
     * @param reason why, and what to do: one line
     * @param again whether it is tried again
     */
    record Lost(String host, String reason, boolean again) implements LogEvent {
        @Override
        public String type() {
            return "log.lost";
        }
    }

    /**
     * A host's journal can be read again; nothing that is in it was missed.
     *
     * @param host the host's name
     */
    record Regained(String host) implements LogEvent {
        @Override
        public String type() {
            return "log.regained";
        }
    }

    /**
     * None of the hosts has a service whose journal was asked for.
     *
     * @param service the service
     */
    record NoSuchService(String service) implements LogEvent {
        @Override
        public String type() {
            return "log.no-service";
        }
    }
}
