package io.github.microovn.rebuilder.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a round did on one host.
 *
 * @param host the host's name, as printed in {@code [movn1]}
 * @param outcome how it ended
 * @param deployed local paths of the targets that were put in place, in the order of the configuration
 * @param restarted services that were restarted
 * @param failure what failed; present exactly when {@code outcome} is {@link Outcome#FAILED}
 * @param unwell restarted services that are not ready
 * @param pendingTargets local paths of the targets this host has still to get
 * @param pendingRestarts services this host has still to restart
 * @param pendingHooks hooks that have still to run after what was replaced on this host, such as {@code post_exec of
 *     northd/ovn-northd}
 * @param pendingConversions schemas, as their local paths are in the configuration, of which the database is still to be
 *     converted
 */
public record HostResult(
        String host,
        Outcome outcome,
        List<String> deployed,
        List<String> restarted,
        @Nullable Failure failure,
        List<Unwell> unwell,
        List<String> pendingTargets,
        List<String> pendingRestarts,
        List<String> pendingHooks,
        List<String> pendingConversions) {

    /** How a round ended on a host. */
    public enum Outcome {
        /** Everything that was owed was done. */
        OK,
        /** Nothing was done: nothing was owed, or the round ended before the deployment. */
        UNTOUCHED,
        /** A step failed. */
        FAILED,
        /** Everything that was owed was done, but a service that was restarted is not ready. */
        UNHEALTHY,
        /** The user ended the round before this host was done. */
        INTERRUPTED
    }

    /**
     * What failed on a host.
     *
     * @param step what was being done
     * @param reason what was tried on what, why it failed and what to do: one line
     */
    public record Failure(Step step, String reason) {}

    /**
     * A service that was restarted and is not ready.
     *
     * @param service the service
     * @param reason what is wrong with it: one line
     * @param journal the last lines of its journal since the restart, what the linker said first
     */
    public record Unwell(String service, String reason, List<String> journal) {
        /** {@inheritDoc} */
        public Unwell {
            journal = List.copyOf(journal);
        }
    }

    /** {@inheritDoc} */
    public HostResult {
        unwell = List.copyOf(unwell);
        deployed = List.copyOf(deployed);
        restarted = List.copyOf(restarted);
        pendingTargets = List.copyOf(pendingTargets);
        pendingRestarts = List.copyOf(pendingRestarts);
        pendingHooks = List.copyOf(pendingHooks);
        pendingConversions = List.copyOf(pendingConversions);
    }

    /**
     * Whether something is still owed to this host.
     *
     * @return true when a target, a restart, a hook or a conversion is pending
     */
    public boolean pending() {
        return !pendingTargets.isEmpty()
                || !pendingRestarts.isEmpty()
                || !pendingHooks.isEmpty()
                || !pendingConversions.isEmpty();
    }
}
