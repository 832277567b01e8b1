package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Item;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.model.storage.VolumeBackupInfo;
import io.github.microovn.lxd.model.storage.VolumeBackupSpec;
import io.github.microovn.lxd.model.storage.VolumeInfo;
import io.github.microovn.lxd.model.storage.VolumeSnapshotInfo;
import io.github.microovn.lxd.model.storage.VolumeSnapshotSpec;
import io.github.microovn.lxd.model.storage.VolumeSpec;
import io.github.microovn.lxd.model.storage.VolumeState;
import java.util.Map;

/**
 * A volume of a storage pool ({@code /1.0/storage-pools/POOL/volumes/TYPE/NAME}), whether it exists or not. Thread-safe.
 */
public final class Volume extends Resource<VolumeInfo, VolumeSpec> {
    private final Item<VolumeInfo, VolumeSpec> item;

    Volume(Item<VolumeInfo, VolumeSpec> item) {
        super(item);
        this.item = item;
    }

    /**
     * {@return how much of it is in use, which not every storage driver knows
     * ({@code GET /1.0/storage-pools/POOL/volumes/TYPE/NAME/state})}
     */
    public VolumeState state() {
        return item.get("state", VolumeState.class);
    }

    /** {@return its snapshots ({@code /1.0/storage-pools/POOL/volumes/TYPE/NAME/snapshots})} */
    public RenamableResources<VolumeSnapshotInfo, VolumeSnapshotSpec> snapshots() {
        return new RenamableResources<>(
                item.family(VolumeSnapshotInfo.class, VolumeSnapshotSpec.class, Noun.of("snapshot"), "snapshots"));
    }

    /** {@return its backups ({@code /1.0/storage-pools/POOL/volumes/TYPE/NAME/backups})} */
    public Backups<VolumeBackupInfo, VolumeBackupSpec> backups() {
        return new Backups<>(item.family(VolumeBackupInfo.class, VolumeBackupSpec.class, Noun.of("backup"), "backups"));
    }

    /**
     * Makes it what it was when a snapshot was made ({@code PUT /1.0/storage-pools/POOL/volumes/TYPE/NAME}). Nothing that runs
     * may use it.
     *
     * @param snapshot the name of the snapshot
     */
    public void restore(String snapshot) {
        item.put(Map.of("restore", snapshot), "");
    }

    /**
     * Renames it ({@code POST /1.0/storage-pools/POOL/volumes/TYPE/NAME}). This handle stays one on the old name.
     *
     * @param newName its new name
     */
    public void rename(String newName) {
        item.rename(newName);
    }

    /**
     * Moves it to another pool ({@code POST /1.0/storage-pools/POOL/volumes/TYPE/NAME}). This handle stays one on the old
     * place.
     *
     * @param pool the other pool
     * @param newName its name there
     */
    public void moveTo(String pool, String newName) {
        item.move(Map.of("pool", pool, "name", newName), "move " + item.called() + " to storage pool " + pool);
    }

    /** Deletes it and its snapshots ({@code DELETE /1.0/storage-pools/POOL/volumes/TYPE/NAME}). Nothing may use it. */
    public void delete() {
        item.delete();
    }
}
