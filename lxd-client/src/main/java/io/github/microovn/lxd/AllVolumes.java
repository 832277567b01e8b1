package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Item;
import io.github.microovn.lxd.model.ListQuery;
import io.github.microovn.lxd.model.storage.VolumeInfo;
import io.github.microovn.lxd.model.storage.VolumeSpec;
import java.util.List;

/** The volumes of a storage pool, whatever their types ({@code /1.0/storage-pools/POOL/volumes}). Thread-safe. */
public final class AllVolumes {
    private final Item<?, ?> pool;

    AllVolumes(Item<?, ?> pool) {
        this.pool = pool;
    }

    /** {@return all volumes of the project, and their snapshots ({@code GET /1.0/storage-pools/POOL/volumes?recursion=1})} */
    public List<VolumeInfo> list() {
        return list(ListQuery.ALL);
    }

    /**
     * {@return the volumes and snapshots that a query asks for
     * ({@code GET /1.0/storage-pools/POOL/volumes?recursion=1})}
     *
     * @param query which ones
     */
    public List<VolumeInfo> list(ListQuery query) {
        return Volumes.family(pool).list(query);
    }

    /**
     * Creates a volume of the type that it names ({@code POST /1.0/storage-pools/POOL/volumes}).
     *
     * @param description what to create
     */
    public void create(VolumeSpec description) {
        Volumes.family(pool).create(description);
    }
}
