package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Family;

/**
 * A collection of the API whose items can be created, changed and renamed. Thread-safe.
 *
 * @param <T> an item as the daemon reports it
 * @param <S> an item as it is asked for
 */
public class RenamableResources<T, S extends Record> extends CreatableResources<T, S> {
    private final Family<T, S> family;

    RenamableResources(Family<T, S> family) {
        super(family);
        this.family = family;
    }

    /**
     * Renames an item ({@code POST} to the item).
     *
     * @param name its name
     * @param newName its new name
     */
    public void rename(String name, String newName) {
        family.item(name).rename(newName);
    }
}
