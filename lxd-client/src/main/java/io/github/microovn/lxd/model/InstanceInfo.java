package io.github.microovn.lxd.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance as it is configured.
 *
 * @param name its name
 * @param type its kind
 * @param status what it was doing when it was asked
 * @param description free text
 * @param architecture for example {@code x86_64}
 * @param project the project it belongs to
 * @param location the member of the cluster it is on, {@code none} without a cluster
 * @param ephemeral whether it is deleted when it stops
 * @param stateful whether its memory was saved when it stopped
 * @param createdAt when it was created
 * @param lastUsedAt when it was started last, or null if never
 * @param profiles the profiles it takes settings from, in order
 * @param config its own settings
 * @param expandedConfig its own settings over those of its profiles
 * @param devices its own devices by name
 * @param expandedDevices its own devices over those of its profiles, by name
 */
public record InstanceInfo(
        String name,
        InstanceType type,
        InstanceStatus status,
        String description,
        String architecture,
        String project,
        String location,
        boolean ephemeral,
        boolean stateful,
        @Nullable Instant createdAt,
        @Nullable Instant lastUsedAt,
        List<String> profiles,
        Map<String, String> config,
        Map<String, String> expandedConfig,
        Map<String, Map<String, String>> devices,
        Map<String, Map<String, String>> expandedDevices) {

    /** {@inheritDoc} */
    public InstanceInfo {
        profiles = List.copyOf(profiles);
        config = Map.copyOf(config);
        expandedConfig = Map.copyOf(expandedConfig);
        devices = Map.copyOf(devices);
        expandedDevices = Map.copyOf(expandedDevices);
    }
}
