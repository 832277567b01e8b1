package io.github.microovn.lxd.model;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.Map;

/**
 * A profile as it is asked for. Immutable: every {@code with} method returns a changed copy.
 *
 * @param name its name; not changed by an edit
 * @param description free text
 * @param config its settings
 * @param devices its devices by name
 */
public record ProfileSpec(
        String name, String description, Map<String, String> config, Map<String, Map<String, String>> devices) {

    /** {@inheritDoc} */
    public ProfileSpec {
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        config = Copies.of(config);
        devices = Copies.ofMaps(devices);
    }

    /**
     * Describes a profile without any settings.
     *
     * @param name its name
     * @return the description
     */
    public static ProfileSpec of(String name) {
        return new ProfileSpec(name, "", Map.of(), Map.of());
    }

    /**
     * Sets the description.
     *
     * @param text free text
     * @return the changed copy
     */
    public ProfileSpec withDescription(String text) {
        return new ProfileSpec(name, text, config, devices);
    }

    /**
     * Adds or replaces a setting.
     *
     * @param key for example {@code limits.cpu}
     * @param value its value
     * @return the changed copy
     */
    public ProfileSpec withConfig(String key, String value) {
        return new ProfileSpec(name, description, Copies.with(config, key, value), devices);
    }

    /**
     * Removes a setting.
     *
     * @param key its key
     * @return the changed copy
     */
    public ProfileSpec withoutConfig(String key) {
        return new ProfileSpec(name, description, Copies.without(config, key), devices);
    }

    /**
     * Adds or replaces a device.
     *
     * @param device its name, for example {@code eth0}
     * @param settings its settings, for example {@code type=nic, network=lxdbr0}
     * @return the changed copy
     */
    public ProfileSpec withDevice(String device, Map<String, String> settings) {
        return new ProfileSpec(name, description, config, Copies.with(devices, device, settings));
    }

    /**
     * Removes a device.
     *
     * @param device its name
     * @return the changed copy
     */
    public ProfileSpec withoutDevice(String device) {
        return new ProfileSpec(name, description, config, Copies.without(devices, device));
    }
}
