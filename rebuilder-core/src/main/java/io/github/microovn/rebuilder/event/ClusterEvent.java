package io.github.microovn.rebuilder.event;

import io.github.microovn.rebuilder.result.ClusterStep;
import java.time.Duration;
import java.util.List;

/** Something that happened while a cluster was brought up or taken down. */
public sealed interface ClusterEvent extends Event {

    /**
     * A node was there before.
     *
     * @param host the node's name
     * @param member whether it is a member of the cluster, so that nothing is left to do with it
     */
    record NodeFound(String host, boolean member) implements ClusterEvent {
        @Override
        public String type() {
            return "cluster.node_found";
        }
    }

    /**
     * Something is begun with a node.
     *
     * @param host the node's name
     * @param step what
     */
    record StepStarted(String host, ClusterStep step) implements ClusterEvent {
        @Override
        public String type() {
            return "cluster.step_started";
        }
    }

    /**
     * Something was done with a node.
     *
     * @param host the node's name
     * @param step what
     * @param detail what came of it beyond that it is done, such as an address; may be empty
     * @param elapsed the time it took
     */
    record StepFinished(String host, ClusterStep step, String detail, Duration elapsed) implements ClusterEvent {
        @Override
        public String type() {
            return "cluster.step_finished";
        }
    }

    /**
     * Something could not be done with a node. What was done before stays as it is.
     *
     * @param host the node's name
     * @param step what
     * @param reason why, and what to do
     */
    record StepFailed(String host, ClusterStep step, String reason) implements ClusterEvent {
        @Override
        public String type() {
            return "cluster.step_failed";
        }
    }

    /**
     * Commands of the snap did not get their short names on a node. It is a member all the same, and they go by
     * {@code microovn.NAME}.
     *
     * @param host the node's name
     * @param commands the names
     * @param reason why, as snapd said of the first one
     */
    record AliasesRefused(String host, List<String> commands, String reason) implements ClusterEvent {
        /** {@inheritDoc} */
        public AliasesRefused {
            commands = List.copyOf(commands);
        }

        @Override
        public String type() {
            return "cluster.aliases_refused";
        }
    }

    /**
     * A node does not join now, because one before it has failed.
     *
     * @param host the node's name
     * @param waitsFor the name of that one
     */
    record Postponed(String host, String waitsFor) implements ClusterEvent {
        @Override
        public String type() {
            return "cluster.postponed";
        }
    }

    /**
     * The cluster is up: every member online, its databases listening, its chassis registered.
     *
     * @param hosts how a session names its nodes
     * @param changed whether anything had to be done for that
     * @param elapsed the time it took
     */
    record Up(List<String> hosts, boolean changed, Duration elapsed) implements ClusterEvent {
        /** {@inheritDoc} */
        public Up {
            hosts = List.copyOf(hosts);
        }

        @Override
        public String type() {
            return "cluster.up";
        }
    }

    /**
     * The cluster is down.
     *
     * @param removed the names of the instances that were removed
     * @param elapsed the time it took
     */
    record Down(List<String> removed, Duration elapsed) implements ClusterEvent {
        /** {@inheritDoc} */
        public Down {
            removed = List.copyOf(removed);
        }

        @Override
        public String type() {
            return "cluster.down";
        }
    }
}
