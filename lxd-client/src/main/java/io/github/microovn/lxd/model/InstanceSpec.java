package io.github.microovn.lxd.model;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance to create. Immutable: every {@code with} method returns a changed copy. It is not started.
 *
 * @param name its name: letters, digits and hyphens; empty to let the daemon choose one
 * @param source what it is made from
 * @param type its kind
 * @param description free text
 * @param ephemeral whether it is deleted when it stops
 * @param profiles the profiles it takes settings from; null means the profile {@code default}, or those of the original
 * @param config its own settings
 * @param devices its own devices by name
 */
public record InstanceSpec(
        String name,
        InstanceSource source,
        InstanceType type,
        String description,
        boolean ephemeral,
        @Nullable List<String> profiles,
        Map<String, String> config,
        Map<String, Map<String, String>> devices) {

    /** {@inheritDoc} */
    public InstanceSpec {
        requireNonNull(name, "name");
        requireNonNull(source, "source");
        profiles = profiles == null ? null : List.copyOf(profiles);
        config = Copies.of(config);
        devices = Copies.ofMaps(devices);
    }

    /**
     * Describes a container with the profile {@code default} and no settings of its own.
     *
     * @param name its name: letters, digits and hyphens
     * @param image the alias or the fingerprint of an image the daemon has
     * @return the description
     */
    public static InstanceSpec of(String name, String image) {
        return of(name, InstanceSource.image(image));
    }

    /**
     * Describes a container with no settings of its own and the profile {@code default}, or, if it is a copy, the profiles of
     * its original.
     *
     * @param name its name: letters, digits and hyphens; empty to let the daemon choose one
     * @param source what it is made from
     * @return the description
     */
    public static InstanceSpec of(String name, InstanceSource source) {
        return new InstanceSpec(name, source, InstanceType.CONTAINER, "", false, null, Map.of(), Map.of());
    }

    /**
     * Sets the kind.
     *
     * @param newType the kind
     * @return the changed copy
     */
    public InstanceSpec withType(InstanceType newType) {
        return new InstanceSpec(name, source, newType, description, ephemeral, profiles, config, devices);
    }

    /**
     * Sets the description.
     *
     * @param newDescription free text
     * @return the changed copy
     */
    public InstanceSpec withDescription(String newDescription) {
        return new InstanceSpec(name, source, type, newDescription, ephemeral, profiles, config, devices);
    }

    /**
     * Has the instance deleted when it stops.
     *
     * @return the changed copy
     */
    public InstanceSpec asEphemeral() {
        return new InstanceSpec(name, source, type, description, true, profiles, config, devices);
    }

    /**
     * Sets the profiles; none at all means that a root disk must be among the devices.
     *
     * @param names the names of the profiles in order
     * @return the changed copy
     */
    public InstanceSpec withProfiles(String... names) {
        return new InstanceSpec(name, source, type, description, ephemeral, List.of(names), config, devices);
    }

    /**
     * Adds a setting.
     *
     * @param key for example {@code security.nesting}
     * @param value its value
     * @return the changed copy
     */
    public InstanceSpec withConfig(String key, String value) {
        return new InstanceSpec(
                name, source, type, description, ephemeral, profiles, Copies.with(config, key, value), devices);
    }

    /**
     * Adds a device.
     *
     * @param device the name of the device, for example {@code root}
     * @param settings its settings, for example {@code type=disk, pool=default, path=/}
     * @return the changed copy
     */
    public InstanceSpec withDevice(String device, Map<String, String> settings) {
        return new InstanceSpec(
                name, source, type, description, ephemeral, profiles, config, Copies.with(devices, device, settings));
    }
}
