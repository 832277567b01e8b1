package io.github.microovn.lxd.model;

import io.github.microovn.lxd.internal.copy.Copies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of an image can be changed. Immutable: every {@code with} method returns a changed copy.
 *
 * @param isPublic whether untrusted callers may have it
 * @param autoUpdate whether the daemon keeps it up to date
 * @param expiresAt when it becomes out of date, or null for never
 * @param properties what it says about itself
 * @param profiles the profiles of instances made from it, unless they ask for others
 */
public record ImageSettings(
        @ApiName("public") boolean isPublic,
        boolean autoUpdate,
        @Nullable Instant expiresAt,
        Map<String, String> properties,
        List<String> profiles) {
    /** {@inheritDoc} */
    public ImageSettings {
        properties = Copies.of(properties);
        profiles = List.copyOf(profiles);
    }

    /**
     * Sets whether untrusted callers may have it.
     *
     * @param whether whether untrusted callers may have it
     * @return the changed copy
     */
    public ImageSettings withPublic(boolean whether) {
        return new ImageSettings(whether, autoUpdate, expiresAt, properties, profiles);
    }

    /**
     * Sets whether the daemon keeps it up to date.
     *
     * @param whether whether the daemon keeps it up to date
     * @return the changed copy
     */
    public ImageSettings withAutoUpdate(boolean whether) {
        return new ImageSettings(isPublic, whether, expiresAt, properties, profiles);
    }

    /**
     * Sets when it becomes out of date.
     *
     * @param time when it becomes out of date, or null for never
     * @return the changed copy
     */
    public ImageSettings withExpiresAt(@Nullable Instant time) {
        return new ImageSettings(isPublic, autoUpdate, time, properties, profiles);
    }

    /**
     * Sets the profiles.
     *
     * @param names the profiles of instances made from it, unless they ask for others
     * @return the changed copy
     */
    public ImageSettings withProfiles(List<String> names) {
        return new ImageSettings(isPublic, autoUpdate, expiresAt, properties, names);
    }

    /**
     * Adds or replaces a property.
     *
     * @param key for example {@code os}
     * @param value its value
     * @return the changed copy
     */
    public ImageSettings withProperty(String key, String value) {
        return withProperties(Copies.with(properties, key, value));
    }

    /**
     * Removes a property.
     *
     * @param key its key
     * @return the changed copy
     */
    public ImageSettings withoutProperty(String key) {
        return withProperties(Copies.without(properties, key));
    }

    private ImageSettings withProperties(Map<String, String> all) {
        return new ImageSettings(isPublic, autoUpdate, expiresAt, all, profiles);
    }
}
