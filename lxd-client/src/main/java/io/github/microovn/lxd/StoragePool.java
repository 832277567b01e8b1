package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.resource.Item;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.model.storage.StoragePoolInfo;
import io.github.microovn.lxd.model.storage.StoragePoolSpec;
import io.github.microovn.lxd.model.storage.StoragePoolUse;

/** A storage pool ({@code /1.0/storage-pools/NAME}), whether it exists or not. Thread-safe. */
public final class StoragePool extends Resource<StoragePoolInfo, StoragePoolSpec> {
    private static final String CUSTOM = "custom";

    private final Item<StoragePoolInfo, StoragePoolSpec> item;

    StoragePool(Item<StoragePoolInfo, StoragePoolSpec> item) {
        super(item);
        this.item = item;
    }

    static Family<StoragePoolInfo, StoragePoolSpec> family(Api api) {
        return Family.of(api, StoragePoolInfo.class, StoragePoolSpec.class, Noun.of("storage pool"), "storage-pools");
    }

    /** {@return how much of it is in use ({@code GET /1.0/storage-pools/NAME/resources})} */
    public StoragePoolUse use() {
        return item.get("resources", StoragePoolUse.class);
    }

    /** {@return its volumes of all types ({@code /1.0/storage-pools/NAME/volumes})} */
    public AllVolumes allVolumes() {
        return new AllVolumes(item);
    }

    /** {@return its custom volumes ({@code /1.0/storage-pools/NAME/volumes/custom})} */
    public Volumes volumes() {
        return volumes(CUSTOM);
    }

    /**
     * {@return its volumes of a type ({@code /1.0/storage-pools/NAME/volumes/TYPE})}
     *
     * @param type {@code container}, {@code virtual-machine}, {@code image} or {@code custom}
     */
    public Volumes volumes(String type) {
        return Volumes.of(item, type);
    }

    /**
     * {@return a custom volume ({@code /1.0/storage-pools/NAME/volumes/custom/VOLUME})}
     *
     * @param name its name
     */
    public Volume volume(String name) {
        return volume(CUSTOM, name);
    }

    /**
     * {@return a volume ({@code /1.0/storage-pools/NAME/volumes/TYPE/VOLUME})}
     *
     * @param type {@code container}, {@code virtual-machine}, {@code image} or {@code custom}
     * @param name its name
     */
    public Volume volume(String type, String name) {
        return volumes(type).volume(name);
    }

    /** Deletes it ({@code DELETE /1.0/storage-pools/NAME}). Nothing may use it. */
    public void delete() {
        item.delete();
    }
}
