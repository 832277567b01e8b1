package io.github.microovn.lxd.model;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.Map;

/**
 * A project as it is asked for. Immutable: every {@code with} method returns a changed copy.
 *
 * @param name its name; not changed by an edit
 * @param description free text
 * @param config its settings
 */
public record ProjectSpec(String name, String description, Map<String, String> config) {
    /** {@inheritDoc} */
    public ProjectSpec {
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        config = Copies.of(config);
    }

    /**
     * Describes a project with the features that are the daemon's default: images, profiles and volumes of its own, the
     * networks of the project {@code default}.
     *
     * @param name its name
     * @return the description
     */
    public static ProjectSpec of(String name) {
        return new ProjectSpec(name, "", Map.of());
    }

    /**
     * Sets the description.
     *
     * @param text free text
     * @return the changed copy
     */
    public ProjectSpec withDescription(String text) {
        return new ProjectSpec(name, text, config);
    }

    /**
     * Adds or replaces a setting.
     *
     * @param key for example {@code features.images} or {@code limits.instances}
     * @param value its value
     * @return the changed copy
     */
    public ProjectSpec withConfig(String key, String value) {
        return new ProjectSpec(name, description, Copies.with(config, key, value));
    }

    /**
     * Removes a setting.
     *
     * @param key its key
     * @return the changed copy
     */
    public ProjectSpec withoutConfig(String key) {
        return new ProjectSpec(name, description, Copies.without(config, key));
    }
}
