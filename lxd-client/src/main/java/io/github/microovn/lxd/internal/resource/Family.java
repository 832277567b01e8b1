package io.github.microovn.lxd.internal.resource;

import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdProtocolException;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.json.Members;
import io.github.microovn.lxd.internal.json.Records;
import io.github.microovn.lxd.model.ListQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A family of resources of the API: a collection at one path and its items by name below it. What a verb changes is done
 * when it returns, whether the daemon did it at once or in the background.
 *
 * @param <T> the record of an item as the daemon reports it
 * @param <S> the record of an item as it is asked for: what it is created with, and what of it can be changed
 */
public final class Family<T, S extends Record> {
    private static final String NAME = "name";

    private final Api api;
    private final Class<T> info;
    private final Class<S> spec;
    private final Noun noun;
    private final List<String> path;
    private final String key;
    private final @Nullable Function<T, String> name;

    private Family(
            Api api,
            Class<T> info,
            Class<S> spec,
            Noun noun,
            List<String> path,
            String key,
            @Nullable Function<T, String> name) {
        this.api = api;
        this.info = info;
        this.spec = spec;
        this.noun = noun;
        this.path = path;
        this.key = key;
        this.name = name;
    }

    /**
     * Names a family.
     *
     * @param api asks the daemon
     * @param info the record of an item as the daemon reports it
     * @param spec the record of an item as it is asked for
     * @param noun what an item is called
     * @param path the path of the collection below {@code /1.0}, not encoded
     */
    public static <T, S extends Record> Family<T, S> of(
            Api api, Class<T> info, Class<S> spec, Noun noun, String... path) {
        return new Family<>(api, info, spec, noun, List.of(path), NAME, null);
    }

    /** Returns the same for a collection whose items are named by another member than {@code name}. */
    public Family<T, S> keyedBy(String member) {
        return new Family<>(api, info, spec, noun, path, member, name);
    }

    /**
     * Returns the same for a collection whose URLs do not tell the names: those of volumes are mixed with those of their
     * snapshots, and LXD 5.0 encodes those of aliases twice.
     */
    public Family<T, S> namedBy(Function<T, String> nameOfRecord) {
        return new Family<>(api, info, spec, noun, path, key, nameOfRecord);
    }

    /** Returns the API that it is part of. */
    public Api api() {
        return api;
    }

    /** Returns an item, without asking whether it exists. */
    public Item<T, S> item(String itsName) {
        return new Item<>(api, info, spec, noun.named(itsName), path, itsName);
    }

    /** Returns the items that a query asks for, as records. */
    public List<T> list(ListQuery query) {
        return api.list(listing(query).withQuery("recursion", "1"), info);
    }

    /** Returns the items with all that belongs to them, as records that have more members than the usual ones. */
    public <U> List<U> listInFull(ListQuery query, Class<U> type) {
        return api.list(listing(query).withQuery("recursion", "2"), type);
    }

    /** Returns the names of the items that a query asks for. */
    public List<String> names(ListQuery query) {
        if (name != null) {
            return list(query).stream().map(name).toList();
        }
        return api.list(listing(query), String.class).stream()
                .map(url -> ApiUrl.parse(url).name())
                .toList();
    }

    private HttpRequest listing(ListQuery query) {
        Api where = query.isOfAllProjects() ? api.outsideProjects() : api;
        HttpRequest request = where.request("GET", "list " + noun.all(), path.toArray(String[]::new));
        for (Map.Entry<String, String> parameter : query.parameters().entrySet()) {
            request = request.withQuery(parameter.getKey(), parameter.getValue());
        }
        return request;
    }

    /** Returns an item, if it exists. */
    public Optional<T> find(String itsName) {
        try {
            return Optional.of(item(itsName).get());
        } catch (LxdApiException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Creates an item and returns its name, which the daemon may have chosen. */
    public String create(S description) {
        return create(Members.of(description));
    }

    /** Creates an item as the members of a request say and returns its name, which the daemon may have chosen. */
    public String create(Map<String, ?> members) {
        Object given = members.get(key);
        String asked = given == null ? "" : given.toString();
        HttpRequest request = post("create " + noun.named(asked)).withJson(members);
        return created(request, asked, api.change(request));
    }

    /** Makes a {@code POST} to the collection. */
    public HttpRequest post(String action) {
        return api.request("POST", action, path.toArray(String[]::new));
    }

    /** Returns the name of what a request created: the one that was asked for, or else the one that the daemon tells. */
    public String created(HttpRequest request, String asked, Changed done) {
        if (!asked.isEmpty()) {
            return asked;
        }
        List<String> urls = new ArrayList<>(List.of(done.location()));
        done.operation().ifPresent(operation -> {
            urls.add(text(operation.metadata().get("entity_url")));
            operation.resources().values().forEach(urls::addAll);
        });
        return urls.stream()
                .flatMap(url -> ApiUrl.parse(url).itemOf(path).stream())
                .findFirst()
                .orElseThrow(() -> new LxdProtocolException(
                        request.attempt(), "the daemon does not tell the name of what it created", null));
    }

    private static String text(@Nullable Object value) {
        return Records.as(value == null ? "" : value, String.class);
    }
}
