package io.github.microovn.lxd.internal.json;

import io.github.microovn.lxd.model.ApiName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of the values that {@link Json} reads.
 *
 * <p>A component gets the member of its name in snake case, or of its {@link ApiName}. Members that no component asks for
 * are ignored. What is missing or null becomes the empty text, list or map, 0, false, or a record of such; an instant that
 * means never, a record that may be null and anything else becomes null. A constant that an enum does not have becomes its {@code UNKNOWN}.
 */
public final class Records {
    private Records() {}

    /**
     * Makes a value of a type.
     *
     * @param value what was read
     * @param type a record, enum, String, boxed primitive, Instant or Object
     * @param <T> the same
     * @return the value
     * @throws IllegalArgumentException if what was read is of another kind
     */
    public static <T> T as(@Nullable Object value, Class<T> type) {
        Object made = make(value, type, type.getSimpleName());
        if (made == null) {
            throw new IllegalArgumentException(type.getSimpleName() + " is missing");
        }
        return type.cast(made);
    }

    /**
     * Makes a list of values of a type.
     *
     * @param value what was read; null is the empty list
     * @param type the type of the elements
     * @param <T> the same
     * @return the values in order
     * @throws IllegalArgumentException if what was read is of another kind
     */
    public static <T> List<T> listOf(@Nullable Object value, Class<T> type) {
        List<T> list = new ArrayList<>();
        for (Object element : elements(value, type.getSimpleName())) {
            list.add(as(element, type));
        }
        return List.copyOf(list);
    }

    private static @Nullable Object make(@Nullable Object value, Type type, String where) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? list(value, arguments[0], where)
                    : map(value, arguments[1], where);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return record(value, plain, where);
        }
        if (plain.isEnum()) {
            return constant(value, plain);
        }
        if (plain.isPrimitive()) {
            return primitive(value, plain, where);
        }
        if (plain == String.class) {
            return value == null ? "" : value.toString();
        }
        if (value == null || plain == Object.class) {
            return value;
        }
        if (plain == Instant.class) {
            return instant(value, where);
        }
        if (plain == Integer.class) {
            return Math.toIntExact(number(value, where).longValue());
        }
        return checked(value, plain, where);
    }

    private static Object record(@Nullable Object value, Class<?> type, String where) {
        Map<?, ?> members = members(value, where);
        Shape shape = Shape.of(type);
        @Nullable Object[] arguments = new @Nullable Object[shape.size()];
        for (int i = 0; i < arguments.length; i++) {
            String name = shape.name(i);
            Object member = name.isEmpty() ? members : members.get(name);
            if (member != null || !shape.mayBeAbsent(i)) {
                arguments[i] = make(member, shape.type(i), where + "." + name);
            }
        }
        return shape.make(arguments, where);
    }

    private static List<@Nullable Object> list(@Nullable Object value, Type element, String where) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Object each : elements(value, where)) {
            list.add(make(each, element, where + "[]"));
        }
        return Collections.unmodifiableList(list);
    }

    private static Map<String, @Nullable Object> map(@Nullable Object value, Type element, String where) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        members(value, where).forEach((name, each) -> map.put((String) name, make(each, element, where + "." + name)));
        return Collections.unmodifiableMap(map);
    }

    private static List<?> elements(@Nullable Object value, String where) {
        return value == null ? List.of() : checked(value, List.class, where);
    }

    private static Map<?, ?> members(@Nullable Object value, String where) {
        return value == null ? Map.of() : checked(value, Map.class, where);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // The class is an enum, whatever its constants are.
    private static Object constant(@Nullable Object value, Class<?> type) {
        String name = value == null
                ? "UNKNOWN"
                : value.toString().replace('-', '_').replace(' ', '_').toUpperCase(Locale.ROOT);
        try {
            return Enum.valueOf((Class) type, name);
        } catch (IllegalArgumentException e) {
            return Enum.valueOf((Class) type, "UNKNOWN");
        }
    }

    private static Object primitive(@Nullable Object value, Class<?> type, String where) {
        if (type == boolean.class) {
            return value == null ? false : checked(value, Boolean.class, where);
        }
        Number number = value == null ? 0 : number(value, where);
        if (type == int.class) {
            return Math.toIntExact(number.longValue());
        }
        return type == long.class ? (Object) number.longValue() : (Object) number.doubleValue();
    }

    private static Number number(Object value, String where) {
        return checked(value, Number.class, where);
    }

    private static @Nullable Instant instant(Object value, String where) {
        try {
            Instant instant = Instant.parse(value.toString());
            return instant.getEpochSecond() <= 0 ? null : instant;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(where + ": not a time: " + value, e);
        }
    }

    private static <T> T checked(Object value, Class<T> type, String where) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    where + ": " + value.getClass().getSimpleName() + " instead of " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
