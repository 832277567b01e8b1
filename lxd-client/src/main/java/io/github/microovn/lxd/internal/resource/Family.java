package io.github.microovn.lxd.internal.resource;

import io.github.microovn.lxd.internal.http.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A family of resources of the API: a collection at one path and its items by name below it. What a verb changes is done
 * when it returns, whether the daemon did it at once or in the background.
 *
 * @param <T> the record of an item
 */
public final class Family<T> {
    private final Api api;
    private final Class<T> type;
    private final String noun;
    private final String plural;
    private final String[] path;

    /**
     * Names a family.
     *
     * @param api asks the daemon
     * @param type the record of an item
     * @param noun what an item is called, such as {@code instance}
     * @param path the path of the collection below {@code /1.0}, not encoded
     */
    public Family(Api api, Class<T> type, String noun, String... path) {
        this.api = api;
        this.type = type;
        this.noun = noun;
        this.plural = noun.endsWith("s") ? noun + "es" : noun + "s";
        this.path = path.clone();
    }

    /** Returns the same with the item's own path behind, for what an item has below it. */
    public HttpRequest below(String method, String action, String name, String... segments) {
        String[] all = Arrays.copyOf(path, path.length + 1 + segments.length);
        all[path.length] = name;
        System.arraycopy(segments, 0, all, path.length + 1, segments.length);
        return api.request(method, action, all);
    }

    /** Returns all items. */
    public List<T> list() {
        return api.list(collection("GET", "list the " + plural).withQuery("recursion", "1"), type);
    }

    /** Returns the names of all items. */
    public List<String> names() {
        return api.list(collection("GET", "list the names of the " + plural), String.class).stream()
                .map(Family::lastSegment)
                .toList();
    }

    /** Returns an item. */
    public T get(String name) {
        return api.get(item("GET", "read", name), type);
    }

    /** Creates an item. */
    public void create(String name, Map<String, ?> description) {
        api.change(collection("POST", "create " + noun + " " + name).withJson(description));
    }

    /** Deletes an item. */
    public void delete(String name) {
        api.change(item("DELETE", "delete", name));
    }

    private HttpRequest collection(String method, String action) {
        return api.request(method, action, path);
    }

    private HttpRequest item(String method, String verb, String name) {
        return below(method, verb + " " + noun + " " + name, name);
    }

    /** A collection lists URLs, in projects other than the default one with a query. */
    private static String lastSegment(String url) {
        int query = url.indexOf('?');
        String path = query < 0 ? url : url.substring(0, query);
        String last = path.substring(path.lastIndexOf('/') + 1);
        return URLDecoder.decode(last.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
