package io.github.microovn.lxd.model;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.Map;

/**
 * What of a server can be changed. Immutable: every {@code with} method returns a changed copy.
 *
 * @param config its settings
 */
public record ServerSettings(Map<String, String> config) {
    /** {@inheritDoc} */
    public ServerSettings {
        config = Copies.of(config);
    }

    /**
     * Adds or replaces a setting.
     *
     * @param key for example {@code core.https_address}
     * @param value its value
     * @return the changed copy
     */
    public ServerSettings withConfig(String key, String value) {
        return new ServerSettings(Copies.with(config, key, value));
    }

    /**
     * Removes a setting.
     *
     * @param key its key
     * @return the changed copy
     */
    public ServerSettings withoutConfig(String key) {
        return new ServerSettings(Copies.without(config, key));
    }
}
