package io.github.microovn.lxd.model;

import java.util.List;
import java.util.Map;

/**
 * The daemon and what it can do.
 *
 * @param apiVersion the version of the API, {@code 1.0}
 * @param apiStatus {@code stable} or {@code development}
 * @param auth {@code trusted} or {@code untrusted}
 * @param apiExtensions the names of the extensions of the API that the daemon has
 * @param environment where and what the daemon is; empty texts for an untrusted caller
 * @param config the settings of the server
 */
public record ServerInfo(
        String apiVersion,
        String apiStatus,
        String auth,
        List<String> apiExtensions,
        ServerEnvironment environment,
        Map<String, String> config) {

    /** {@inheritDoc} */
    public ServerInfo {
        apiExtensions = List.copyOf(apiExtensions);
        config = Map.copyOf(config);
    }

    /**
     * {@return whether the daemon has an extension of the API}
     *
     * @param extension its name, for example {@code instance_create_start}
     */
    public boolean supports(String extension) {
        return apiExtensions.contains(extension);
    }
}
