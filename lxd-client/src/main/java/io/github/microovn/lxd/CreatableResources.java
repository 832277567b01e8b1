package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Family;

/**
 * A collection of the API whose items can be created and changed. Thread-safe.
 *
 * @param <T> an item as the daemon reports it
 * @param <S> an item as it is asked for
 */
public class CreatableResources<T, S extends Record> extends EditableResources<T, S> {
    private final Family<T, S> family;

    CreatableResources(Family<T, S> family) {
        super(family);
        this.family = family;
    }

    /**
     * Creates an item ({@code POST} to the collection).
     *
     * @param description what to create
     * @return the new item ({@code GET} of the item)
     */
    public T create(S description) {
        return get(family.create(description));
    }
}
