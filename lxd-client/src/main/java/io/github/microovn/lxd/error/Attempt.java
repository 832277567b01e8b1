package io.github.microovn.lxd.error;

import static java.util.Objects.requireNonNull;

/**
 * What was being tried when something failed. The query of the request is not part of it, because secrets can be there.
 *
 * @param action in words, completing "cannot ...", for example {@code read the state of instance c1}
 * @param method the HTTP method, for example {@code GET}
 * @param path the path of the request, for example {@code /1.0/instances/c1/state}
 */
public record Attempt(String action, String method, String path) {
    /** {@inheritDoc} */
    public Attempt {
        requireNonNull(action, "action");
        requireNonNull(method, "method");
        requireNonNull(path, "path");
    }

    /** {@return the request as people write it, for example {@code GET /1.0/instances}} */
    public String request() {
        return method + " " + path;
    }
}
