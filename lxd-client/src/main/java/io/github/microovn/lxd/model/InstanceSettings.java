package io.github.microovn.lxd.model;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;
import java.util.Map;

/**
 * What of an instance can be changed. Immutable: every {@code with} method returns a changed copy.
 *
 * @param architecture for example {@code x86_64}
 * @param description free text
 * @param ephemeral whether it is deleted when it stops
 * @param profiles the profiles it takes settings from, in order
 * @param config its own settings, with the {@code volatile.} ones of the daemon, which must stay
 * @param devices its own devices by name
 */
public record InstanceSettings(
        String architecture,
        String description,
        boolean ephemeral,
        List<String> profiles,
        Map<String, String> config,
        Map<String, Map<String, String>> devices) {

    /** {@inheritDoc} */
    public InstanceSettings {
        profiles = List.copyOf(profiles);
        config = Copies.of(config);
        devices = Copies.ofMaps(devices);
    }

    /**
     * Sets the description.
     *
     * @param text free text
     * @return the changed copy
     */
    public InstanceSettings withDescription(String text) {
        return new InstanceSettings(architecture, text, ephemeral, profiles, config, devices);
    }

    /**
     * Sets whether the instance is deleted when it stops.
     *
     * @param whether whether it is
     * @return the changed copy
     */
    public InstanceSettings withEphemeral(boolean whether) {
        return new InstanceSettings(architecture, description, whether, profiles, config, devices);
    }

    /**
     * Sets the profiles.
     *
     * @param names the names of the profiles in order
     * @return the changed copy
     */
    public InstanceSettings withProfiles(String... names) {
        return new InstanceSettings(architecture, description, ephemeral, List.of(names), config, devices);
    }

    /**
     * Adds or replaces a setting.
     *
     * @param key for example {@code limits.cpu}
     * @param value its value
     * @return the changed copy
     */
    public InstanceSettings withConfig(String key, String value) {
        return withConfig(Copies.with(config, key, value));
    }

    /**
     * Removes a setting.
     *
     * @param key its key
     * @return the changed copy
     */
    public InstanceSettings withoutConfig(String key) {
        return withConfig(Copies.without(config, key));
    }

    private InstanceSettings withConfig(Map<String, String> all) {
        return new InstanceSettings(architecture, description, ephemeral, profiles, all, devices);
    }

    /**
     * Adds or replaces a device.
     *
     * @param device its name, for example {@code eth0}
     * @param settings its settings, for example {@code type=nic, network=lxdbr0}
     * @return the changed copy
     */
    public InstanceSettings withDevice(String device, Map<String, String> settings) {
        return withDevices(Copies.with(devices, device, settings));
    }

    /**
     * Removes a device.
     *
     * @param device its name
     * @return the changed copy
     */
    public InstanceSettings withoutDevice(String device) {
        return withDevices(Copies.without(devices, device));
    }

    private InstanceSettings withDevices(Map<String, Map<String, String>> all) {
        return new InstanceSettings(architecture, description, ephemeral, profiles, config, all);
    }
}
