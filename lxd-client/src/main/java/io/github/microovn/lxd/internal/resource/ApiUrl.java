package io.github.microovn.lxd.internal.resource;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A URL by which the daemon names one of its objects.
 *
 * @param segments the decoded path below {@code /1.0}
 */
record ApiUrl(List<String> segments) {
    /** Reads a URL; in projects other than the default one it has a query, which does not matter here. */
    static ApiUrl parse(String url) {
        int query = url.indexOf('?');
        String path = query < 0 ? url : url.substring(0, query);
        return new ApiUrl(
                Stream.of(path.split("/", -1)).skip(2).map(ApiUrl::decoded).toList());
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Returns the name of the object in its collection. */
    String name() {
        return segments.isEmpty() ? "" : segments.get(segments.size() - 1);
    }

    /** Returns the name of the item of a collection that this is, or is below, or nothing. */
    Optional<String> itemOf(List<String> collection) {
        boolean below = segments.size() > collection.size()
                && segments.subList(0, collection.size()).equals(collection);
        return below ? Optional.of(segments.get(collection.size())) : Optional.empty();
    }
}
