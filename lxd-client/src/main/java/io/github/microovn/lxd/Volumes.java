package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.resource.Item;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.TransferProgress;
import io.github.microovn.lxd.model.storage.VolumeInfo;
import io.github.microovn.lxd.model.storage.VolumeSpec;

/**
 * The volumes of one type of a storage pool ({@code /1.0/storage-pools/POOL/volumes/TYPE}). Only custom ones can be created.
 * Lists have the snapshots too, which are named {@code VOLUME/SNAPSHOT} there. Thread-safe.
 */
public final class Volumes extends RenamableResources<VolumeInfo, VolumeSpec> {
    private final Family<VolumeInfo, VolumeSpec> family;

    private Volumes(Family<VolumeInfo, VolumeSpec> family) {
        super(family);
        this.family = family;
    }

    static Volumes of(Item<?, ?> pool, String type) {
        return new Volumes(family(pool, type));
    }

    static Family<VolumeInfo, VolumeSpec> family(Item<?, ?> pool, String... type) {
        String[] path = new String[type.length + 1];
        path[0] = "volumes";
        System.arraycopy(type, 0, path, 1, type.length);
        return pool.family(VolumeInfo.class, VolumeSpec.class, Noun.of("volume"), path)
                .namedBy(VolumeInfo::name);
    }

    Volume volume(String name) {
        return new Volume(family.item(name));
    }

    /**
     * Creates a custom volume from the backup of one ({@code POST /1.0/storage-pools/POOL/volumes/TYPE}).
     *
     * @param backup what was exported
     * @param name the name of the new volume
     * @return the new volume
     */
    public VolumeInfo importBackup(FileContent backup, String name) {
        return importBackup(backup, name, TransferProgress.NONE);
    }

    /**
     * Creates a custom volume from the backup of one, telling how far it is
     * ({@code POST /1.0/storage-pools/POOL/volumes/TYPE}).
     *
     * @param backup what was exported
     * @param name the name of the new volume
     * @param progress hears how many bytes were sent
     * @return the new volume
     */
    public VolumeInfo importBackup(FileContent backup, String name, TransferProgress progress) {
        HttpRequest request = family.post("import volume " + name + " from " + backup)
                .withHeader("X-LXD-name", name)
                .withContent(backup, name, progress)
                .asTransfer();
        family.api().change(request);
        return get(name);
    }
}
