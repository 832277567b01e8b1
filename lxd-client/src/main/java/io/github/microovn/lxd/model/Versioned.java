package io.github.microovn.lxd.model;

import static java.util.Objects.requireNonNull;

/**
 * A value with the version of the resource it was read from. A change that is sent with it is refused by the daemon if the
 * resource has changed since ({@link io.github.microovn.lxd.error.LxdApiException#isStale}).
 *
 * @param value the value
 * @param etag the version as the API's {@code ETag} tells it, which goes back as {@code If-Match}; empty where the API gives
 *     none
 * @param <T> the type of the value
 */
public record Versioned<T>(T value, String etag) {
    /** {@inheritDoc} */
    public Versioned {
        requireNonNull(value, "value");
        requireNonNull(etag, "etag");
    }

    /**
     * Puts another value, for example a changed one, in the place of this.
     *
     * @param other the other value
     * @param <U> its type
     * @return the other value with the same version
     */
    public <U> Versioned<U> with(U other) {
        return new Versioned<>(other, etag);
    }
}
