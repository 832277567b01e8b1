package io.github.microovn.lxd.model.network;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.internal.copy.Copies;
import java.util.List;
import java.util.Map;

/**
 * A record of a DNS zone: what the zone says of a name beside what it knows of instances. Immutable: every {@code
 * with} method returns a changed copy.
 *
 * @param name its name; not changed by an edit
 * @param description free text
 * @param config its settings
 * @param entries what is said of the name
 */
public record ZoneRecord(String name, String description, Map<String, String> config, List<Entry> entries) {
    /** {@inheritDoc} */
    public ZoneRecord {
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        config = Copies.of(config);
        entries = List.copyOf(entries);
    }

    /**
     * Describes a record that says nothing yet.
     *
     * @param name its name within the zone, for example {@code www}
     * @return the description
     */
    public static ZoneRecord of(String name) {
        return new ZoneRecord(name, "", Map.of(), List.of());
    }

    /**
     * Sets the description.
     *
     * @param text free text
     * @return the changed copy
     */
    public ZoneRecord withDescription(String text) {
        return new ZoneRecord(name, text, config, entries);
    }

    /**
     * Adds or replaces a setting.
     *
     * @param key for example {@code user.owner}
     * @param value its value
     * @return the changed copy
     */
    public ZoneRecord withConfig(String key, String value) {
        return new ZoneRecord(name, description, Copies.with(config, key, value), entries);
    }

    /**
     * Removes a setting.
     *
     * @param key its key
     * @return the changed copy
     */
    public ZoneRecord withoutConfig(String key) {
        return new ZoneRecord(name, description, Copies.without(config, key), entries);
    }

    /**
     * Adds an entry.
     *
     * @param entry what to say
     * @return the changed copy
     */
    public ZoneRecord withEntry(Entry entry) {
        return new ZoneRecord(name, description, config, Copies.with(entries, entry));
    }

    /**
     * Sets all entries.
     *
     * @param all what is said of the name
     * @return the changed copy
     */
    public ZoneRecord withEntries(List<Entry> all) {
        return new ZoneRecord(name, description, config, all);
    }

    /**
     * One thing that is said of a name.
     *
     * @param type for example {@code A} or {@code CNAME}
     * @param ttl for how many seconds it may be remembered; 0 for the default of the zone
     * @param value for example an address
     */
    public record Entry(String type, long ttl, String value) {}
}
