package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.model.Patch;
import io.github.microovn.lxd.model.Versioned;
import java.util.function.UnaryOperator;

/**
 * A collection of the API whose items can be changed. Thread-safe.
 *
 * @param <T> an item as the daemon reports it
 * @param <S> what of an item can be changed
 */
public class EditableResources<T, S extends Record> extends Resources<T> {
    private final Family<T, S> family;

    EditableResources(Family<T, S> family) {
        super(family);
        this.family = family;
    }

    /**
     * {@return what of an item can be changed, with its version ({@code GET} of the item)}
     *
     * @param name its name
     */
    public Versioned<S> settings(String name) {
        return family.item(name).settings();
    }

    /**
     * Changes an item on the ground of what it is ({@code GET} of the item, then {@code PUT} with {@code If-Match}). Where
     * others change it meanwhile, it is read again and the change is made again. What this client does not know of the item
     * stays as it is. Nothing is sent if the change changes nothing.
     *
     * @param name its name
     * @param change makes the new settings of the present ones; may be called more than once
     */
    public void edit(String name, UnaryOperator<S> change) {
        family.item(name).edit(change);
    }

    /**
     * Puts settings in the place of those of an item, whatever they are ({@code PUT} of the item).
     *
     * @param name its name
     * @param settings all of its settings
     */
    public void replace(String name, S settings) {
        family.item(name).replace(settings, "");
    }

    /**
     * Puts settings in the place of those of an item, unless it was changed since it was read ({@code PUT} of the item with
     * {@code If-Match}).
     *
     * @param name its name
     * @param settings all of its settings, with the version from {@link #settings}
     * @throws io.github.microovn.lxd.error.LxdApiException if it was changed since
     */
    public void replace(String name, Versioned<S> settings) {
        family.item(name).replace(settings.value(), settings.etag());
    }

    /**
     * Changes some settings of an item ({@code PATCH} of the item).
     *
     * @param name its name
     * @param patch what to change
     */
    public void patch(String name, Patch patch) {
        family.item(name).patch(patch, "");
    }

    /**
     * Changes some settings of an item, unless it was changed since it was read ({@code PATCH} of the item with
     * {@code If-Match}).
     *
     * @param name its name
     * @param patch what to change, with the version from {@link #settings}
     * @throws io.github.microovn.lxd.error.LxdApiException if it was changed since
     */
    public void patch(String name, Versioned<Patch> patch) {
        family.item(name).patch(patch.value(), patch.etag());
    }
}
