package io.github.microovn.lxd.internal.http;

import java.io.IOException;

/**
 * Makes a value of a good answer. Reading it fails with an {@link IOException}, understanding it with an
 * {@link IllegalArgumentException}.
 *
 * @param <T> the value
 */
@FunctionalInterface
public interface Decoder<T> {
    /** Makes the value. */
    T decode(Answer answer) throws IOException;
}
