package io.github.microovn.lxd.internal.json;

import io.github.microovn.lxd.model.ApiName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the values that {@link Json} writes of records: the way back of {@link Records}.
 *
 * <p>A component becomes the member of its name in snake case, or of its {@link ApiName}. One that is null, or an enum's
 * {@code UNKNOWN}, becomes no member at all.
 */
public final class Members {
    private Members() {}

    /**
     * Makes an object of a record.
     *
     * @param value a record of texts, numbers, truth values, instants, enums, lists, maps and records
     * @return its members by name, to be changed freely
     */
    public static Map<String, @Nullable Object> of(Record value) {
        Shape shape = Shape.of(value.getClass());
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < shape.size(); i++) {
            Object member = shape.value(value, i);
            if (member != null && !isUnknown(member)) {
                members.put(shape.name(i), plain(member));
            }
        }
        return members;
    }

    private static boolean isUnknown(Object value) {
        return value instanceof Enum<?> constant && constant.name().equals("UNKNOWN");
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Record composed) {
            return of(composed);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(plain(element)));
            return elements;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            map.forEach((name, member) -> members.put(String.valueOf(name), plain(member)));
            return members;
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        return value.toString();
    }
}
