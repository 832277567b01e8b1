package io.github.microovn.rebuilder.result;

import io.github.microovn.rebuilder.result.HostResult.Outcome;
import java.time.Duration;
import java.util.List;

/**
 * What one round (build, compare, deploy) did.
 *
 * @param round the number of the round, from 1
 * @param status how it ended
 * @param hosts one result per host in the order the hosts were named; every host is in it, also when nothing was deployed
 * @param elapsed the time the round took
 */
public record RoundResult(int round, Status status, List<HostResult> hosts, Duration elapsed) {

    /** How a round ended. */
    public enum Status {
        /** Something was owed and all of it was done. */
        DEPLOYED,
        /** The build succeeded and nothing was owed. */
        NO_CHANGES,
        /** The build failed, or what it made cannot be deployed; nothing was deployed. */
        BUILD_FAILED,
        /** At least one host failed. */
        HOST_FAILED,
        /** Everything was deployed, but a service is not healthy. */
        UNHEALTHY,
        /** The user ended the round; what was not done is pending. */
        INTERRUPTED;

        /**
         * How a deployment ended, by how it ended on each host.
         *
         * @param hosts the hosts' results
         * @return the worst of them; {@link #NO_CHANGES} when nothing was done
         */
        public static Status of(List<HostResult> hosts) {
            List<Outcome> outcomes = hosts.stream().map(HostResult::outcome).toList();
            if (outcomes.contains(Outcome.FAILED)) {
                return HOST_FAILED;
            }
            if (outcomes.contains(Outcome.INTERRUPTED)) {
                return INTERRUPTED;
            }
            if (outcomes.contains(Outcome.UNHEALTHY)) {
                return UNHEALTHY;
            }
            return outcomes.contains(Outcome.OK) ? DEPLOYED : NO_CHANGES;
        }
    }

    /** {@inheritDoc} */
    public RoundResult {
        hosts = List.copyOf(hosts);
    }

    /**
     * Whether something is still owed to a host.
     *
     * @return true when a target or a restart is pending anywhere
     */
    public boolean pending() {
        return hosts.stream().anyMatch(HostResult::pending);
    }
}
