package io.github.microovn.lxd.model.storage;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.Map;

/**
 * A storage pool as it is asked for. Immutable: every {@code with} method returns a changed copy.
 *
 * @param name its name; not changed by an edit
 * @param driver for example {@code dir}, {@code zfs} or {@code ceph}; not changed by an edit
 * @param description free text
 * @param config its settings
 */
public record StoragePoolSpec(String name, String driver, String description, Map<String, String> config) {
    /** {@inheritDoc} */
    public StoragePoolSpec {
        requireNonNull(name, "name");
        requireNonNull(driver, "driver");
        requireNonNull(description, "description");
        config = Copies.of(config);
    }

    /**
     * Describes a pool with the settings that the daemon chooses.
     *
     * @param name its name
     * @param driver for example {@code dir}, {@code zfs} or {@code ceph}
     * @return the description
     */
    public static StoragePoolSpec of(String name, String driver) {
        return new StoragePoolSpec(name, driver, "", Map.of());
    }

    /**
     * Sets the description.
     *
     * @param text free text
     * @return the changed copy
     */
    public StoragePoolSpec withDescription(String text) {
        return new StoragePoolSpec(name, driver, text, config);
    }

    /**
     * Adds or replaces a setting.
     *
     * @param key for example {@code source}
     * @param value its value
     * @return the changed copy
     */
    public StoragePoolSpec withConfig(String key, String value) {
        return new StoragePoolSpec(name, driver, description, Copies.with(config, key, value));
    }

    /**
     * Removes a setting.
     *
     * @param key its key
     * @return the changed copy
     */
    public StoragePoolSpec withoutConfig(String key) {
        return new StoragePoolSpec(name, driver, description, Copies.without(config, key));
    }
}
