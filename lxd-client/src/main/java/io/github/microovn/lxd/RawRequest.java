package io.github.microovn.lxd;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.internal.copy.Copies;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of any method to any path of the API. Immutable: every {@code with} method returns a changed copy.
 *
 * @param method the HTTP method
 * @param path the path, percent-encoded, from {@code /1.0} on; may have a query
 * @param query more parameters, not encoded
 * @param headers headers by name
 * @param body a public record, or JSON values: maps, lists, texts, numbers, truth values; null for no body
 * @param timeout how long an operation that it starts is waited for; zero for not at all, null for the client's time
 */
public record RawRequest(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        @Nullable Object body,
        @Nullable Duration timeout) {

    /** {@inheritDoc} */
    public RawRequest {
        requireNonNull(method, "method");
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path: " + path);
        }
        query = Copies.of(query);
        headers = Copies.of(headers);
    }

    /**
     * Describes a request without a body.
     *
     * @param method the HTTP method
     * @param path the path, percent-encoded, for example {@code /1.0/placement-groups}
     * @return the request
     */
    public static RawRequest of(String method, String path) {
        return new RawRequest(method, path, Map.of(), Map.of(), null, null);
    }

    /**
     * Adds a parameter.
     *
     * @param name its name
     * @param value its value, not encoded
     * @return the changed copy
     */
    public RawRequest withQuery(String name, String value) {
        return new RawRequest(method, path, Copies.with(query, name, value), headers, body, timeout);
    }

    /**
     * Adds a header.
     *
     * @param name its name
     * @param value its value
     * @return the changed copy
     */
    public RawRequest withHeader(String name, String value) {
        return new RawRequest(method, path, query, Copies.with(headers, name, value), body, timeout);
    }

    /**
     * Has it refused if the resource was changed since a version.
     *
     * @param etag the version, from {@link RawAnswer#etag}
     * @return the changed copy
     */
    public RawRequest withIfMatch(String etag) {
        return withHeader("If-Match", etag);
    }

    /**
     * Sets the body.
     *
     * @param value a public record, or JSON values: maps, lists, texts, numbers, truth values
     * @return the changed copy
     */
    public RawRequest withJson(Object value) {
        return new RawRequest(method, path, query, headers, value, timeout);
    }

    /**
     * Sets how long an operation that it starts is waited for.
     *
     * @param time the time; zero for not at all
     * @return the changed copy
     */
    public RawRequest withTimeout(Duration time) {
        return new RawRequest(method, path, query, headers, body, time);
    }

    /** {@return what it is without its content, where secrets can be} */
    @Override
    public String toString() {
        return method + " " + path.replaceFirst("\\?.*", "");
    }
}
