package io.github.microovn.lxd.internal.resource;

import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.json.Members;
import io.github.microovn.lxd.internal.json.Records;
import io.github.microovn.lxd.internal.transfer.Export;
import io.github.microovn.lxd.model.Patch;
import io.github.microovn.lxd.model.TransferProgress;
import io.github.microovn.lxd.model.Versioned;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A resource of the API at one path, whether it exists or not. What a verb changes is done when it returns, whether the
 * daemon did it at once or in the background.
 *
 * @param <T> its record as the daemon reports it
 * @param <S> its record as it is asked for
 */
public final class Item<T, S extends Record> {
    /** How often a change is tried that others overtake; each of them got further with each of our failures. */
    private static final int MOST_EDITS = 10;

    private final Api api;
    private final Class<T> info;
    private final Class<S> spec;
    private final String called;
    private final List<String> path;

    /**
     * Names an item of a collection.
     *
     * @param api asks the daemon
     * @param info its record as the daemon reports it
     * @param spec its record as it is asked for
     * @param called how it is called in errors, completing "read ..."
     * @param collection the path of the collection below {@code /1.0}, not encoded
     * @param names the rest of its path
     */
    Item(Api api, Class<T> info, Class<S> spec, String called, List<String> collection, String... names) {
        this.api = api;
        this.info = info;
        this.spec = spec;
        this.called = called;
        this.path = Stream.concat(collection.stream(), Stream.of(names)).toList();
    }

    /**
     * Names a resource that is alone at its path.
     *
     * @param api asks the daemon
     * @param info its record as the daemon reports it
     * @param spec its record as it is asked for
     * @param called how it is called in errors, completing "read ..."
     * @param path its path below {@code /1.0}, not encoded
     */
    public static <T, S extends Record> Item<T, S> of(
            Api api, Class<T> info, Class<S> spec, String called, String... path) {
        return new Item<>(api, info, spec, called, List.of(path));
    }

    /** Returns the API that it is part of. */
    public Api api() {
        return api;
    }

    /** Returns how it is called in errors. */
    public String called() {
        return called;
    }

    /** Makes a request to its path or one below it. */
    public HttpRequest request(String method, String action, String... below) {
        return api.request(
                method, action, Stream.concat(path.stream(), Stream.of(below)).toArray(String[]::new));
    }

    /** Returns a family that belongs to it. */
    public <U, V extends Record> Family<U, V> family(Class<U> itsInfo, Class<V> itsSpec, Noun noun, String... below) {
        String[] all = Stream.concat(path.stream(), Stream.of(below)).toArray(String[]::new);
        return Family.of(api, itsInfo, itsSpec, new Noun(noun.one(), noun.many(), called), all);
    }

    /** Returns a resource at a path below its own. */
    public <U, V extends Record> Item<U, V> below(
            Class<U> itsInfo, Class<V> itsSpec, String itsName, String... segments) {
        return new Item<>(api, itsInfo, itsSpec, itsName, path, segments);
    }

    /** Returns it as it is. */
    public T get() {
        return api.get(request("GET", "read " + called), info);
    }

    /** Returns a part of it that has a path below its own, which is also what the part is called. */
    public <P> P get(String part, Class<P> type) {
        return api.get(request("GET", "read the " + part + " of " + called, part), type);
    }

    /** Returns a list of parts of it that has a path below its own, which is also what they are called. */
    public <P> List<P> list(String parts, Class<P> type) {
        return api.list(request("GET", "read the " + parts + " of " + called, parts), type);
    }

    /** Prepares to download it as it is. */
    public Export download(TransferProgress progress) {
        return new Export(api.http(), request("GET", "read " + called), progress);
    }

    /** Prepares to download a part of it that has a path below its own, which is also what the part is called. */
    public Export download(String part, TransferProgress progress) {
        return new Export(api.http(), request("GET", "read the " + part + " of " + called, part), progress);
    }

    /** Returns what of it can be changed. */
    public Versioned<S> settings() {
        Versioned<Map<String, @Nullable Object>> raw = raw();
        return raw.with(Records.as(raw.value(), spec));
    }

    private Versioned<Map<String, @Nullable Object>> raw() {
        return api.read(request("GET", "read " + called));
    }

    /** Puts settings in the place of its own. */
    public void replace(S settings, String etag) {
        put(Members.of(settings), etag);
    }

    /** Puts settings in the place of its own as the members of a request say. */
    public void put(Map<String, ?> members, String etag) {
        api.change(ifMatch(request("PUT", "change " + called), etag).withJson(members));
    }

    /** Changes some of its settings. */
    public void patch(Patch patch, String etag) {
        api.change(ifMatch(request("PATCH", "change " + called), etag).withJson(patch.members()));
    }

    private static HttpRequest ifMatch(HttpRequest request, String etag) {
        return etag.isEmpty() ? request : request.withHeader("If-Match", etag);
    }

    /**
     * Changes its settings on the ground of what they are; again on new ground if they were changed meanwhile. What the
     * daemon reports and the record does not know goes back as it came, so that nothing of a newer daemon is lost.
     */
    public void edit(UnaryOperator<S> change) {
        int left = MOST_EDITS;
        while (true) {
            Versioned<Map<String, @Nullable Object>> raw = raw();
            S before = Records.as(raw.value(), spec);
            Map<String, @Nullable Object> members = changed(raw.value(), before, change.apply(before));
            if (members.equals(raw.value())) {
                return;
            }
            try {
                put(members, raw.etag());
                return;
            } catch (LxdApiException e) {
                left--;
                if (!e.isStale() || left == 0) {
                    throw e;
                }
            }
        }
    }

    private static Map<String, @Nullable Object> changed(
            Map<String, @Nullable Object> raw, Record before, Record after) {
        return merged(raw, Members.of(before), Members.of(after));
    }

    /**
     * Returns what there was with what has changed. What has not changed stays as it came: a setting can be more than the
     * text it is shown as, such as the {@code true} that stands for a password.
     */
    private static Map<String, @Nullable Object> merged(Map<?, ?> raw, Map<?, ?> before, Map<?, ?> after) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        raw.forEach((name, value) -> members.put(String.valueOf(name), value));
        Set<Object> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (Object name : names) {
            Object now = after.get(name);
            if (Objects.equals(before.get(name), now)) {
                continue;
            }
            boolean maps = raw.get(name) instanceof Map && before.get(name) instanceof Map && now instanceof Map;
            members.put(String.valueOf(name), maps ? entries(raw, before, after, name) : now);
        }
        return members;
    }

    private static Map<String, @Nullable Object> entries(
            Map<?, ?> raw, Map<?, ?> before, Map<?, ?> after, Object name) {
        Map<?, ?> now = map(after, name);
        Map<String, @Nullable Object> entries = merged(map(raw, name), map(before, name), now);
        entries.keySet().removeIf(key -> map(before, name).containsKey(key) && !now.containsKey(key));
        return entries;
    }

    private static Map<?, ?> map(Map<?, ?> members, Object name) {
        return members.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    /** Gives it another name. */
    public void rename(String newName) {
        move(Map.of("name", newName), "rename " + called + " to " + newName);
    }

    /** Gives it another name or place as the members of a request say. */
    public Changed move(Map<String, ?> members, String action) {
        return api.change(request("POST", action).withJson(members));
    }

    /** Deletes it. */
    public void delete() {
        api.change(request("DELETE", "delete " + called));
    }
}
