package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.model.ListQuery;
import java.util.List;
import java.util.Optional;

/**
 * A collection of the API and its items, which are named by their last path segment. What a call changes is done when it
 * returns, whether the daemon did it at once or in the background. Thread-safe.
 *
 * <p>The Javadoc of what gives a collection names its path; the verbs here and in the subclasses are the HTTP methods on
 * that path and on those of its items.
 *
 * @param <T> an item as the daemon reports it
 */
public class Resources<T> {
    private final Family<T, ?> family;

    Resources(Family<T, ?> family) {
        this.family = family;
    }

    /** {@return all items of the project ({@code GET} of the collection with {@code recursion=1})} */
    public List<T> list() {
        return list(ListQuery.ALL);
    }

    /**
     * {@return the items that a query asks for ({@code GET} of the collection with {@code recursion=1})}
     *
     * @param query which items
     */
    public List<T> list(ListQuery query) {
        return family.list(query);
    }

    /** {@return the names of all items of the project ({@code GET} of the collection)} */
    public List<String> names() {
        return names(ListQuery.ALL);
    }

    /**
     * {@return the names of the items that a query asks for ({@code GET} of the collection)}
     *
     * @param query which items
     */
    public List<String> names(ListQuery query) {
        return family.names(query);
    }

    /**
     * {@return an item ({@code GET} of the item)}
     *
     * @param name its name
     * @throws io.github.microovn.lxd.error.LxdApiException if there is none of that name
     */
    public T get(String name) {
        return family.item(name).get();
    }

    /**
     * {@return an item, or nothing if there is none of that name ({@code GET} of the item)}
     *
     * @param name its name
     */
    public Optional<T> find(String name) {
        return family.find(name);
    }

    /**
     * Deletes an item ({@code DELETE} of the item).
     *
     * @param name its name
     */
    public void delete(String name) {
        family.item(name).delete();
    }
}
