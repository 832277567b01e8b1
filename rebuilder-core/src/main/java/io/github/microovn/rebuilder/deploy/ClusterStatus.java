package io.github.microovn.rebuilder.deploy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the hosts are: what they have of each target, and how their services are.
 *
 * @param hosts one per host, in the order they were named
 */
public record ClusterStatus(List<HostStatus> hosts) {

    /** How a file of a host stands. */
    public enum State {
        /** The tool has never replaced it, or has put the original back. */
        STOCK,
        /** The tool put it there, and it is what is here, too. */
        DEPLOYED,
        /** The tool put it there, and what is here is newer. */
        STALE,
        /** Somebody else has changed it since the tool put it there. */
        DRIFTED,
        /** It is not there. */
        MISSING
    }

    /**
     * One file of a host.
     *
     * @param target the target, as its local path is in the configuration
     * @param path the file on the host
     * @param state how it stands
     * @param round the round that put it there; empty when none did
     * @param sha256 what is there; empty when it is missing
     * @param pending whether the next deployment brings another one
     * @param conversionOwed whether it is a schema that the database perhaps does not have yet
     */
    public record FileStatus(
            String target,
            String path,
            State state,
            OptionalInt round,
            Optional<String> sha256,
            boolean pending,
            boolean conversionOwed) {}

    /**
     * One service of a host.
     *
     * @param service its name
     * @param wanted whether it is enabled or runs
     * @param healthy whether it runs what is there and answers; true for one that is not wanted
     * @param reason what is wrong with it, or what it answered
     * @param restartOwed whether its restart is pending
     */
    public record ServiceStatus(String service, boolean wanted, boolean healthy, String reason, boolean restartOwed) {}

    /**
     * One host.
     *
     * @param host its name
     * @param problem why nothing is known of it; empty when all is
     * @param facts what it is
     * @param files one per target, in the order of the configuration
     * @param services one per service, in the order of the targets that name them
     */
    public record HostStatus(
            String host,
            String problem,
            Optional<HostFacts> facts,
            List<FileStatus> files,
            List<ServiceStatus> services) {
        /** {@inheritDoc} */
        public HostStatus {
            files = List.copyOf(files);
            services = List.copyOf(services);
        }

        /**
         * Whether the next deployment would do something on the host.
         *
         * @return true when a file, a conversion or a restart is pending
         */
        public boolean pending() {
            return files.stream().anyMatch(file -> file.pending() || file.conversionOwed())
                    || services.stream().anyMatch(ServiceStatus::restartOwed);
        }
    }

    /** {@inheritDoc} */
    public ClusterStatus {
        hosts = List.copyOf(hosts);
    }

    /**
     * Whether the next deployment would do something.
     *
     * @return true when something is pending on a host, or nothing is known of it
     */
    public boolean pending() {
        return hosts.stream().anyMatch(host -> host.pending() || !host.problem().isEmpty());
    }
}
