package io.github.microovn.rebuilder.event;

import java.util.List;

/** Something that holds for a session. */
public sealed interface SessionEvent extends Event {

    /**
     * The session is limited to some hosts or targets. What is left out stays owed.
     *
     * @param hosts the hosts of the session
     * @param hostsLeftOut hosts that are not connected to
     * @param targets local paths of the targets that hosts get
     * @param targetsLeftOut local paths of those that they do not get
     */
    record Limited(List<String> hosts, List<String> hostsLeftOut, List<String> targets, List<String> targetsLeftOut)
            implements SessionEvent {
        /** {@inheritDoc} */
        public Limited {
            hosts = List.copyOf(hosts);
            hostsLeftOut = List.copyOf(hostsLeftOut);
            targets = List.copyOf(targets);
            targetsLeftOut = List.copyOf(targetsLeftOut);
        }

        @Override
        public String type() {
            return "session.limited";
        }
    }

    /**
     * The session ends, and puts back what was on its hosts before this program came, because that was asked for. A round follows.
     *
     * @param hosts the hosts of the session
     */
    record Restoring(List<String> hosts) implements SessionEvent {
        /** {@inheritDoc} */
        public Restoring {
            hosts = List.copyOf(hosts);
        }

        @Override
        public String type() {
            return "session.restoring";
        }
    }
}
