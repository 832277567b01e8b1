package io.github.microovn.lxd.model;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some changes to a resource, sent as {@code PATCH}: what it does not name stays as it is, and so do the other keys of a
 * {@code config} and the other devices. Immutable: every {@code with} method returns a changed copy.
 *
 * @param members the members of the resource to change, by their names in the API, as JSON values: maps, lists, texts,
 *     numbers, truth values and null
 */
public record Patch(Map<String, @Nullable Object> members) {
    /** {@inheritDoc} */
    public Patch {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /**
     * Changes a setting.
     *
     * @param key its key in {@code config}
     * @param value its value; the empty text unsets it
     * @return the change
     */
    public static Patch config(String key, String value) {
        return new Patch(Map.of()).withConfig(key, value);
    }

    /**
     * Changes a member.
     *
     * @param member its name in the API, for example {@code public}
     * @param value its value in JSON values
     * @return the change
     */
    public static Patch of(String member, @Nullable Object value) {
        return new Patch(Map.of()).with(member, value);
    }

    /**
     * Also changes a setting.
     *
     * @param key its key in {@code config}
     * @param value its value; the empty text unsets it
     * @return the changed copy
     */
    public Patch withConfig(String key, String value) {
        return withEntry("config", key, value);
    }

    /**
     * Also unsets a setting.
     *
     * @param key its key in {@code config}
     * @return the changed copy
     */
    public Patch withoutConfig(String key) {
        return withConfig(key, "");
    }

    /**
     * Also adds or replaces a device.
     *
     * @param device its name
     * @param settings all of its settings
     * @return the changed copy
     */
    public Patch withDevice(String device, Map<String, String> settings) {
        return withEntry("devices", device, Copies.of(settings));
    }

    /**
     * Also changes the description.
     *
     * @param text free text
     * @return the changed copy
     */
    public Patch withDescription(String text) {
        return with("description", text);
    }

    /**
     * Also changes a member.
     *
     * @param member its name in the API, for example {@code public}
     * @param value its value in JSON values
     * @return the changed copy
     */
    public Patch with(String member, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Patch(more);
    }

    private Patch withEntry(String member, String key, Object value) {
        Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
        if (members.get(member) instanceof Map<?, ?> before) {
            entries.putAll(before);
        }
        entries.put(key, value);
        return with(member, Collections.unmodifiableMap(entries));
    }
}
