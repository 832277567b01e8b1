package io.github.microovn.rebuilder.config;

import java.util.List;
import java.util.Map;

/**
 * What a configuration file says.
 *
 * @param targets what is watched and where it goes, in the order of the file; not empty
 * @param hosts the hosts to deploy to; empty when the file leaves them to {@code -H}
 * @param services what it says about the restarts of services, by their names such as {@code microovn.chassis}
 * @param deploy what it says about deployments
 * @param verify what is asked of the cluster after a round
 * @param hooks what runs in every round
 */
public record Config(
        List<Target> targets,
        HostSpecs hosts,
        Map<String, ServiceSettings> services,
        DeploySettings deploy,
        Verification verify,
        Hooks hooks) {

    /** {@inheritDoc} */
    public Config {
        targets = List.copyOf(targets);
        services = Map.copyOf(services);
    }

    /**
     * A configuration that says nothing but what goes where.
     *
     * @param targets what is watched and where it goes
     * @param hosts the hosts to deploy to
     */
    public Config(List<Target> targets, HostSpecs hosts) {
        this(targets, hosts, Map.of(), DeploySettings.DEFAULT, Verification.NONE);
    }

    /**
     * A configuration without hooks.
     *
     * @param targets what is watched and where it goes
     * @param hosts the hosts to deploy to
     * @param services what it says about the restarts of services
     * @param deploy what it says about deployments
     * @param verify what is asked of the cluster after a round
     */
    public Config(
            List<Target> targets,
            HostSpecs hosts,
            Map<String, ServiceSettings> services,
            DeploySettings deploy,
            Verification verify) {
        this(targets, hosts, services, deploy, verify, Hooks.NONE);
    }

    /**
     * Sets what is asked of the cluster after a round.
     *
     * @param value what is asked
     * @return the changed copy
     */
    public Config withVerify(Verification value) {
        return new Config(targets, hosts, services, deploy, value, hooks);
    }
}
