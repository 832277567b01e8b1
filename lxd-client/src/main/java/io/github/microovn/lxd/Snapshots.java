package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Item;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.model.SnapshotInfo;
import io.github.microovn.lxd.model.SnapshotSpec;
import java.util.Map;

/** The snapshots of an instance ({@code /1.0/instances/NAME/snapshots}). Thread-safe. */
public final class Snapshots extends RenamableResources<SnapshotInfo, SnapshotSpec> {
    private final Item<?, ?> instance;

    Snapshots(Item<?, ?> instance) {
        super(instance.family(SnapshotInfo.class, SnapshotSpec.class, Noun.of("snapshot"), "snapshots"));
        this.instance = instance;
    }

    /**
     * Makes a snapshot of the files of the instance ({@code POST /1.0/instances/NAME/snapshots}).
     *
     * @param name its name
     * @return the new snapshot
     */
    public SnapshotInfo create(String name) {
        return create(SnapshotSpec.of(name));
    }

    /**
     * Makes the instance what it was when a snapshot was made ({@code PUT /1.0/instances/NAME}). One that runs is stopped for
     * that and started again.
     *
     * @param name the name of the snapshot
     */
    public void restore(String name) {
        restore(name, false);
    }

    /**
     * Makes the instance what it was when a snapshot was made, with the state of its memory
     * ({@code PUT /1.0/instances/NAME}).
     *
     * @param name the name of a snapshot that has the memory
     */
    public void restoreWithMemory(String name) {
        restore(name, true);
    }

    private void restore(String name, boolean stateful) {
        instance.put(Map.of("restore", name, "stateful", stateful), "");
    }
}
