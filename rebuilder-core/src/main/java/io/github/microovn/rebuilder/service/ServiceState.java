package io.github.microovn.rebuilder.service;

import java.util.Map;
import java.util.Set;

/**
 * What state a service is in on a host.
 *
 * @param known whether the host has the service at all
 * @param enabled whether it is started with the host
 * @param active whether it runs, or is about to
 */
public record ServiceState(boolean known, boolean enabled, boolean active) {

    private static final Set<String> ACTIVE = Set.of("active", "activating", "reloading");

    /**
     * Whether a replaced file is a reason to restart the service. One that is disabled and does not run was put out of
     * service on purpose and stays so.
     *
     * @return true when it is enabled or active
     */
    public boolean wanted() {
        return enabled || active;
    }

    static ServiceState of(Map<String, String> properties) {
        String load = properties.getOrDefault("LoadState", "not-found");
        return new ServiceState(
                !load.equals("not-found"),
                properties.getOrDefault("UnitFileState", "").startsWith("enabled") && !load.equals("masked"),
                ACTIVE.contains(properties.getOrDefault("ActiveState", "")));
    }
}
