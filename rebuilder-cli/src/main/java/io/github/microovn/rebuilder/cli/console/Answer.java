package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.cluster.ClusterReport;
import io.github.microovn.rebuilder.deploy.ClusterStatus;
import io.github.microovn.rebuilder.deploy.ClusterStatus.HostStatus;
import io.github.microovn.rebuilder.deploy.Plan;
import io.github.microovn.rebuilder.deploy.Plan.HostPlan;
import io.github.microovn.rebuilder.deploy.Plan.PlannedHook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a command that only asks has found out: lines for people, or one object for programs. */
public sealed interface Answer {

    /**
     * The stable name of this kind of answer: the {@code type} of its JSON form, as with events.
     *
     * @return two words, joined by a dot
     */
    String type();

    /**
     * The answer for people.
     *
     * @param detail how much they want to know
     * @param columns how many characters fit into a line
     * @return its lines
     */
    List<String> lines(Detail detail, int columns);

    /** What was found on the hosts. */
    sealed interface Found extends Answer {

        /**
         * Whether the next deployment would do something.
         *
         * @return true also when nothing is known of a host
         */
        boolean pending();
    }

    /**
     * What a deployment would do.
     *
     * @param pending whether anything would happen, or should and cannot
     * @param hosts one per host, in the order they were named
     * @param before hooks that run on this machine before anything is replaced, in order
     * @param after hooks that run on this machine when everything is done, in order
     */
    record Planned(boolean pending, List<HostPlan> hosts, List<PlannedHook> before, List<PlannedHook> after)
            implements Found {
        /** {@inheritDoc} */
        public Planned {
            hosts = List.copyOf(hosts);
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        /**
         * The answer that is a plan.
         *
         * @param plan the plan
         */
        public Planned(Plan plan) {
            this(plan.pending(), plan.hosts(), plan.before(), plan.after());
        }

        @Override
        public String type() {
            return "plan.made";
        }

        @Override
        public List<String> lines(Detail detail, int columns) {
            return PlanTable.lines(new Plan(hosts, before, after), detail == Detail.VERBOSE, columns);
        }
    }

    /**
     * How the hosts are.
     *
     * @param pending whether the next deployment would do something
     * @param hosts one per host, in the order they were named
     */
    record Status(boolean pending, List<HostStatus> hosts) implements Found {
        /** {@inheritDoc} */
        public Status {
            hosts = List.copyOf(hosts);
        }

        /**
         * The answer that is a status.
         *
         * @param status the status
         */
        public Status(ClusterStatus status) {
            this(status.pending(), status.hosts());
        }

        @Override
        public String type() {
            return "status.made";
        }

        @Override
        public List<String> lines(Detail detail, int columns) {
            return StatusTable.lines(new ClusterStatus(hosts), columns);
        }
    }

    /**
     * The kinds of hosts.
     *
     * @param connectors one per kind
     */
    record Connectors(List<Connector> connectors) implements Answer {
        /** {@inheritDoc} */
        public Connectors {
            connectors = List.copyOf(connectors);
        }

        @Override
        public String type() {
            return "connectors.listed";
        }

        @Override
        public List<String> lines(Detail detail, int columns) {
            List<String> lines = new ArrayList<>();
            for (Connector connector : connectors) {
                if (!lines.isEmpty()) {
                    lines.add("");
                }
                lines.addAll(connector.lines());
            }
            return lines;
        }
    }

    /**
     * The clusters that this program has made.
     *
     * @param clusters one per prefix
     */
    record Clusters(List<ClusterReport> clusters) implements Answer {
        /** {@inheritDoc} */
        public Clusters {
            clusters = List.copyOf(clusters);
        }

        @Override
        public String type() {
            return "clusters.listed";
        }

        @Override
        public List<String> lines(Detail detail, int columns) {
            return ClusterTable.of(clusters);
        }
    }

    /**
     * A kind of hosts.
     *
     * @param scheme the word before the colon
     * @param syntax how its hosts are named
     * @param summary what its hosts are; may be empty
     * @param examples host specifications
     * @param usable whether it can be used on this machine
     * @param obstacle why it cannot; absent when it can
     */
    record Connector(
            String scheme,
            String syntax,
            String summary,
            List<String> examples,
            boolean usable,
            Optional<String> obstacle) {
        /** {@inheritDoc} */
        public Connector {
            examples = List.copyOf(examples);
        }

        private List<String> lines() {
            List<String> lines = new ArrayList<>();
            lines.add(syntax + (summary.isEmpty() ? "" : "   " + summary));
            if (!examples.isEmpty()) {
                lines.add("  such as " + String.join(", ", examples));
            }
            lines.add(obstacle.map(reason -> "  cannot be used here: " + reason).orElse("  can be used here"));
            return lines;
        }
    }

    /**
     * What runs.
     *
     * @param version the version of this program
     * @param java the version of the Java it runs on
     */
    record Version(String version, String java) implements Answer {
        @Override
        public String type() {
            return "program.version";
        }

        @Override
        public List<String> lines(Detail detail, int columns) {
            return List.of("microovn-rebuilder " + version + ", Java " + java);
        }
    }
}
