package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.event.Event;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** One of every kind of event and answer, with something in every component. */
record Specimen(Object value, String type) {

    /** One of a kind. */
    static Specimen of(Class<?> kind) {
        Object value = some(kind);
        return new Specimen(value, value instanceof Event event ? event.type() : ((Answer) value).type());
    }

    private static Object some(Class<?> type) {
        if (type.isRecord()) {
            return make(type);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type == String.class) {
            return "a";
        }
        if (type == int.class) {
            return 1;
        }
        if (type == long.class) {
            return 1L;
        }
        if (type == boolean.class) {
            return true;
        }
        return Map.of(
                        Path.class, (Object) Path.of("/a"),
                        Duration.class, Duration.ofSeconds(1),
                        Instant.class, Instant.EPOCH,
                        Optional.class, Optional.empty(),
                        OptionalInt.class, OptionalInt.of(1),
                        List.class, List.of(),
                        Set.class, Set.of(),
                        Map.class, Map.of())
                .getOrDefault(type, "no specimen of " + type);
    }

    private static Object make(Class<?> record) {
        RecordComponent[] components = record.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = record.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(
                    Arrays.stream(types).map(Specimen::some).toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + record, e);
        }
    }
}
