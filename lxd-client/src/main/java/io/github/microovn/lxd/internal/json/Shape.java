package io.github.microovn.lxd.internal.json;

import io.github.microovn.lxd.model.ApiName;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The components of a record type under the names they have in the API. */
final class Shape {
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return new Shape(type);
        }
    };

    private final Constructor<?> constructor;
    private final List<String> names = new ArrayList<>();
    private final List<Type> types = new ArrayList<>();
    private final List<Method> accessors = new ArrayList<>();
    private final Set<Integer> absent = new HashSet<>();

    private Shape(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] parameters = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            ApiName given = components[i].getAnnotation(ApiName.class);
            names.add(given == null ? snakeCase(components[i].getName()) : given.value());
            types.add(components[i].getGenericType());
            accessors.add(components[i].getAccessor());
            parameters[i] = components[i].getType();
            // Looked at for records only: annotations of types are slow to get, and all others have a value for
            // nothing.
            if (parameters[i].isRecord() && components[i].getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                absent.add(i);
            }
        }
        try {
            constructor = type.getDeclaredConstructor(parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    static Shape of(Class<?> type) {
        return SHAPES.get(type);
    }

    private static String snakeCase(String name) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (Character.isUpperCase(letter)) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(letter));
        }
        return snake.toString();
    }

    int size() {
        return names.size();
    }

    String name(int index) {
        return names.get(index);
    }

    Type type(int index) {
        return types.get(index);
    }

    /** Tells whether a component is a record that may be missing as a whole. */
    boolean mayBeAbsent(int index) {
        return absent.contains(index);
    }

    @Nullable
    Object value(Record of, int index) {
        try {
            return accessors.get(index).invoke(of);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(names.get(index) + ": " + e.getCause(), e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a record; what its constructor refuses is an {@link IllegalArgumentException} that says where it was. */
    Object make(@Nullable Object[] values, String where) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(where + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
