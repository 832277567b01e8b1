package io.github.microovn.lxd.model;

import io.github.microovn.lxd.internal.copy.Copies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of an instance.
 *
 * @param name its name
 * @param stateful whether the memory of the instance is part of it
 * @param size what it takes beyond what it shares, in bytes; -1 where that is not known
 * @param createdAt when it was created, or null where that is not known
 * @param expiresAt when the daemon deletes it, or null for never
 * @param lastUsedAt when the instance had been started last, or null if never
 * @param architecture for example {@code x86_64}
 * @param ephemeral whether the instance is deleted when it stops
 * @param profiles the profiles the instance took settings from, in order
 * @param config its own settings at that time
 * @param expandedConfig its own settings over those of its profiles at that time
 * @param devices its own devices by name at that time
 * @param expandedDevices its own devices over those of its profiles, by name, at that time
 */
public record SnapshotInfo(
        String name,
        boolean stateful,
        long size,
        @Nullable Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        String architecture,
        boolean ephemeral,
        List<String> profiles,
        Map<String, String> config,
        Map<String, String> expandedConfig,
        Map<String, Map<String, String>> devices,
        Map<String, Map<String, String>> expandedDevices) {
    /** {@inheritDoc} */
    public SnapshotInfo {
        profiles = List.copyOf(profiles);
        config = Copies.of(config);
        expandedConfig = Copies.of(expandedConfig);
        devices = Copies.ofMaps(devices);
        expandedDevices = Copies.ofMaps(expandedDevices);
        // Some versions have the name of the instance before it.
        name = name.substring(name.lastIndexOf('/') + 1);
    }
}
