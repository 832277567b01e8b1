package io.github.microovn.lxd.model.storage;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A volume as it is asked for. Immutable: every {@code with} method returns a changed copy.
 *
 * @param name its name; not changed by an edit
 * @param type {@code custom}, the only type that can be created; not changed by an edit
 * @param contentType {@code filesystem} or {@code block}; not changed by an edit
 * @param description free text
 * @param config its settings
 * @param source what it is copied from, or null for an empty one; only when it is created
 */
public record VolumeSpec(
        String name,
        String type,
        String contentType,
        String description,
        Map<String, String> config,
        @Nullable VolumeSource source) {
    /** {@inheritDoc} */
    public VolumeSpec {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(contentType, "contentType");
        requireNonNull(description, "description");
        config = Copies.of(config);
    }

    /**
     * Describes an empty volume with a file system.
     *
     * @param name its name
     * @return the description
     */
    public static VolumeSpec of(String name) {
        return new VolumeSpec(name, "custom", "filesystem", "", Map.of(), null);
    }

    /**
     * Describes an empty volume for a virtual machine to use as a disk.
     *
     * @param name its name
     * @return the description
     */
    public static VolumeSpec block(String name) {
        return new VolumeSpec(name, "custom", "block", "", Map.of(), null);
    }

    /**
     * Sets the description.
     *
     * @param text free text
     * @return the changed copy
     */
    public VolumeSpec withDescription(String text) {
        return new VolumeSpec(name, type, contentType, text, config, source);
    }

    /**
     * Adds or replaces a setting.
     *
     * @param key for example {@code size}
     * @param value its value
     * @return the changed copy
     */
    public VolumeSpec withConfig(String key, String value) {
        return new VolumeSpec(name, type, contentType, description, Copies.with(config, key, value), source);
    }

    /**
     * Removes a setting.
     *
     * @param key its key
     * @return the changed copy
     */
    public VolumeSpec withoutConfig(String key) {
        return new VolumeSpec(name, type, contentType, description, Copies.without(config, key), source);
    }

    /**
     * Makes it a copy.
     *
     * @param original what it is copied from, or null for an empty one; only when it is created
     * @return the changed copy
     */
    public VolumeSpec from(@Nullable VolumeSource original) {
        return new VolumeSpec(name, type, contentType, description, config, original);
    }
}
