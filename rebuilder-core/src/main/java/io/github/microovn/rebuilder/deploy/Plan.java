package io.github.microovn.rebuilder.deploy;

import java.util.List;

/**
 * What a deployment would do: a pure function of what is there locally and on each host. Nothing of it has happened.
 *
 * @param hosts one per host, in the order they were named
 * @param before hooks that run on this machine before anything is replaced, in order
 * @param after hooks that run on this machine when everything is done, in order
 */
public record Plan(List<HostPlan> hosts, List<PlannedHook> before, List<PlannedHook> after) {

    /**
     * A hook that would run.
     *
     * @param hook the key of the configuration, such as {@code pre_exec}
     * @param target the target it belongs to, as its local path is in the configuration; empty when it is the round's
     * @param command what is run, as one line
     */
    public record PlannedHook(String hook, String target, String command) {}

    /** What happens to a file. */
    public enum Action {
        /** The local file goes there. */
        UPLOAD,
        /** Nothing; the reason says why. */
        SKIP,
        /** The file is there; the database that it is the schema of is converted, if it has to be. */
        CONVERT,
        /** It should go there and cannot; the reason says why. */
        BLOCKED
    }

    /**
     * What happens to one file of a host.
     *
     * @param target the target, as its local path is in the configuration
     * @param path the file on the host
     * @param action what happens to it
     * @param reason why; one line
     */
    public record Item(String target, String path, Action action, String reason) {}

    /**
     * What happens on one host.
     *
     * @param host its name
     * @param problem why nothing is known of it; empty when all is
     * @param items one per target, in the order of the configuration
     * @param restarts the services that restart, in order
     * @param left services that are owed a restart and stay as they are, because they are disabled there
     * @param owed what is owed the hooks that follow it, as the host's ledger has it
     * @param before hooks that run there before anything is replaced, in order
     * @param after hooks that run there when everything is replaced and ready, in order
     */
    public record HostPlan(
            String host,
            String problem,
            List<Item> items,
            List<String> restarts,
            List<String> left,
            List<String> owed,
            List<PlannedHook> before,
            List<PlannedHook> after) {
        /** {@inheritDoc} */
        public HostPlan {
            items = List.copyOf(items);
            restarts = List.copyOf(restarts);
            left = List.copyOf(left);
            owed = List.copyOf(owed);
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        /**
         * A plan without hooks.
         *
         * @param host its name
         * @param problem why nothing is known of it; empty when all is
         * @param items one per target, in the order of the configuration
         * @param restarts the services that restart, in order
         * @param left services that are owed a restart and stay as they are
         */
        public HostPlan(String host, String problem, List<Item> items, List<String> restarts, List<String> left) {
            this(host, problem, items, restarts, left, List.of(), List.of(), List.of());
        }

        /**
         * Whether something happens on the host, or should and cannot.
         *
         * @return true when a file is not skipped, a service restarts, a hook runs, or nothing is known
         */
        public boolean pending() {
            return !problem.isEmpty()
                    || !restarts.isEmpty()
                    || !before.isEmpty()
                    || !after.isEmpty()
                    || items.stream().anyMatch(item -> item.action() != Action.SKIP);
        }
    }

    /** {@inheritDoc} */
    public Plan {
        hosts = List.copyOf(hosts);
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /**
     * A plan without hooks on this machine.
     *
     * @param hosts one per host, in the order they were named
     */
    public Plan(List<HostPlan> hosts) {
        this(hosts, List.of(), List.of());
    }

    /**
     * Whether anything would happen.
     *
     * @return true when something does on one host at least
     */
    public boolean pending() {
        return hosts.stream().anyMatch(HostPlan::pending);
    }
}
