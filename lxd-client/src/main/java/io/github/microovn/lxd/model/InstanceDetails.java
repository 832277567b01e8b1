package io.github.microovn.lxd.model;

import java.util.List;

/**
 * An instance with all that belongs to it.
 *
 * @param info how it is configured
 * @param state what it does right now
 * @param snapshots its snapshots
 * @param backups its backups
 */
public record InstanceDetails(
        @ApiName("") InstanceInfo info, InstanceState state, List<SnapshotInfo> snapshots, List<BackupInfo> backups) {
    /** {@inheritDoc} */
    public InstanceDetails {
        snapshots = List.copyOf(snapshots);
        backups = List.copyOf(backups);
    }
}
