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
 * @param watch the files whose saves begin a round, as patterns of their names
 * @param build what it says about the build
 */
public record Config(
        List<Target> targets,
        HostSpecs hosts,
        Map<String, ServiceSettings> services,
        DeploySettings deploy,
        Verification verify,
        Hooks hooks,
        List<String> watch,
        BuildSettings build) {

    /** What is watched where the configuration says nothing: the files that OVN is built of by hand. */
    public static final List<String> SOURCES = List.of("*.c", "*.h", "*.ovsschema", "*.at", "automake.mk");

    /** {@inheritDoc} */
    public Config {
        targets = List.copyOf(targets);
        services = Map.copyOf(services);
        watch = List.copyOf(watch);
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
     * A configuration that says nothing about the build.
     *
     * @param targets what is watched and where it goes
     * @param hosts the hosts to deploy to
     * @param services what it says about the restarts of services
     * @param deploy what it says about deployments
     * @param verify what is asked of the cluster after a round
     * @param hooks what runs in every round
     * @param watch the files whose saves begin a round, as patterns of their names
     */
    public Config(
            List<Target> targets,
            HostSpecs hosts,
            Map<String, ServiceSettings> services,
            DeploySettings deploy,
            Verification verify,
            Hooks hooks,
            List<String> watch) {
        this(targets, hosts, services, deploy, verify, hooks, watch, BuildSettings.DEFAULT);
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
        this(targets, hosts, services, deploy, verify, Hooks.NONE, SOURCES);
    }

    /**
     * Sets what is asked of the cluster after a round.
     *
     * @param value what is asked
     * @return the changed copy
     */
    public Config withVerify(Verification value) {
        return new Config(targets, hosts, services, deploy, value, hooks, watch, build);
    }

    /**
     * Sets how the products are built.
     *
     * @param value how
     * @return the changed copy
     */
    public Config withBuild(BuildSettings value) {
        return new Config(targets, hosts, services, deploy, verify, hooks, watch, value);
    }
}
