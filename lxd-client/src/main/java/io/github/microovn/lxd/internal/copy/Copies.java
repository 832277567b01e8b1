package io.github.microovn.lxd.internal.copy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Immutable copies that keep their order, with something more or less. */
public final class Copies {
    private Copies() {}

    /** Copies a map. */
    public static <V> Map<String, V> of(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** Copies a map of maps. */
    public static Map<String, Map<String, String>> ofMaps(Map<String, Map<String, String>> maps) {
        Map<String, Map<String, String>> copy = new LinkedHashMap<>();
        maps.forEach((key, map) -> copy.put(key, of(map)));
        return Collections.unmodifiableMap(copy);
    }

    /** Copies a map with another entry, or another value of one. */
    public static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return Collections.unmodifiableMap(copy);
    }

    /** Copies a map without an entry. */
    public static <V> Map<String, V> without(Map<String, V> map, String key) {
        Map<String, V> copy = new LinkedHashMap<>(map);
        copy.remove(key);
        return Collections.unmodifiableMap(copy);
    }

    /** Copies a list with another element at its end. */
    public static <E> List<E> with(List<E> list, E element) {
        List<E> copy = new ArrayList<>(list);
        copy.add(element);
        return List.copyOf(copy);
    }
}
