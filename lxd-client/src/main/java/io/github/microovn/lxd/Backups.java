package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.transfer.Export;
import io.github.microovn.lxd.model.TransferProgress;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The backups of an instance or a volume that the daemon keeps until they are deleted or expire
 * ({@code /1.0/instances/NAME/backups} or {@code /1.0/storage-pools/POOL/volumes/TYPE/NAME/backups}). Thread-safe.
 *
 * @param <T> a backup as the daemon reports it
 * @param <S> a backup as it is asked for
 */
public final class Backups<T, S extends Record> extends Resources<T> {
    private final Family<T, S> family;

    Backups(Family<T, S> family) {
        super(family);
        this.family = family;
    }

    /**
     * Makes a backup ({@code POST} to the collection).
     *
     * @param description what to make
     * @return the new backup ({@code GET} of the item)
     */
    public T create(S description) {
        return get(family.create(description));
    }

    /**
     * Renames a backup ({@code POST} to the item).
     *
     * @param name its name
     * @param newName its new name
     */
    public void rename(String name, String newName) {
        family.item(name).rename(newName);
    }

    /**
     * Opens a backup for reading ({@code GET} of the item's {@code export}).
     *
     * @param name its name
     * @return its bytes, a tarball; to be closed
     */
    public InputStream open(String name) {
        return export(name, TransferProgress.NONE).open();
    }

    /**
     * Copies a backup to this machine ({@code GET} of the item's {@code export}). Whatever happens, the local file is what it
     * was or complete.
     *
     * @param name its name
     * @param target the local file, in a directory that exists
     */
    public void exportTo(String name, Path target) {
        exportTo(name, target, TransferProgress.NONE);
    }

    /**
     * Copies a backup to this machine, telling how far it is ({@code GET} of the item's {@code export}). Whatever happens,
     * the local file is what it was or complete.
     *
     * @param name its name
     * @param target the local file, in a directory that exists
     * @param progress hears how many bytes have come
     */
    public void exportTo(String name, Path target, TransferProgress progress) {
        export(name, progress).to(target);
    }

    private Export export(String name, TransferProgress progress) {
        return family.item(name).download("export", progress);
    }
}
