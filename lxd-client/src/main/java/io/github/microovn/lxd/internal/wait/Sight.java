package io.github.microovn.lxd.internal.wait;

import org.jspecify.annotations.Nullable;

/**
 * What a look has shown.
 *
 * @param found what is waited for, or null if it is not there yet
 * @param seen what was there instead, in words
 * @param <T> what is waited for
 */
public record Sight<T>(@Nullable T found, String seen) {
    /** What was waited for is there. */
    public static <T> Sight<T> of(T found) {
        return new Sight<>(found, "");
    }

    /** It is not there yet. */
    public static <T> Sight<T> notYet(String seen) {
        return new Sight<>(null, seen);
    }
}
