package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Item;
import io.github.microovn.lxd.model.Patch;
import io.github.microovn.lxd.model.Versioned;
import java.util.function.UnaryOperator;

/**
 * A single resource of the API, whether it exists or not. What a call changes is done when it returns, whether the daemon
 * did it at once or in the background. Thread-safe.
 *
 * @param <T> it as the daemon reports it
 * @param <S> what of it can be changed
 */
public class Resource<T, S extends Record> {
    private final Item<T, S> item;

    Resource(Item<T, S> item) {
        this.item = item;
    }

    /** {@return what it is ({@code GET})} */
    public T info() {
        return item.get();
    }

    /** {@return what of it can be changed, with its version ({@code GET})} */
    public Versioned<S> settings() {
        return item.settings();
    }

    /**
     * Changes it on the ground of what it is ({@code GET}, then {@code PUT} with {@code If-Match}). Where others change it
     * meanwhile, it is read again and the change is made again. What this client does not know of it stays as it is. Nothing
     * is sent if the change changes nothing.
     *
     * @param change makes the new settings of the present ones; may be called more than once
     */
    public void edit(UnaryOperator<S> change) {
        item.edit(change);
    }

    /**
     * Puts settings in the place of its own, whatever they are ({@code PUT}).
     *
     * @param settings all of its settings
     */
    public void replace(S settings) {
        item.replace(settings, "");
    }

    /**
     * Puts settings in the place of its own, unless it was changed since it was read ({@code PUT} with {@code If-Match}).
     *
     * @param settings all of its settings, with the version from {@link #settings()}
     * @throws io.github.microovn.lxd.error.LxdApiException if it was changed since
     */
    public void replace(Versioned<S> settings) {
        item.replace(settings.value(), settings.etag());
    }

    /**
     * Changes some of its settings ({@code PATCH}).
     *
     * @param patch what to change
     */
    public void patch(Patch patch) {
        item.patch(patch, "");
    }

    /**
     * Changes some of its settings, unless it was changed since it was read ({@code PATCH} with {@code If-Match}).
     *
     * @param patch what to change, with the version from {@link #settings()}
     * @throws io.github.microovn.lxd.error.LxdApiException if it was changed since
     */
    public void patch(Versioned<Patch> patch) {
        item.patch(patch.value(), patch.etag());
    }
}
