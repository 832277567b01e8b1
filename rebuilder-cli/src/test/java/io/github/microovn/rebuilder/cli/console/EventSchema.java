package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.cli.console.Sources.Documentation;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HostEvent;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the JSON Schema of the lines of {@code -O json} from the records of events and answers, and from their Javadoc. */
final class EventSchema {

    private static final String TEXT = "description";

    private final Map<String, Object> definitions = new TreeMap<>();

    private EventSchema() {}

    /** The records that become lines, by their types' names in order. */
    static List<Class<?>> kinds() {
        return Stream.of(Event.class, Answer.class)
                .flatMap(EventSchema::records)
                .sorted(Comparator.comparing(kind -> Specimen.of(kind).type()))
                .toList();
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(EventSchema::records);
    }

    /** The whole schema. */
    static Map<String, Object> make() {
        var schema = new EventSchema();
        List<Object> kinds = new ArrayList<>();
        for (Class<?> kind : kinds()) {
            String type = Specimen.of(kind).type();
            kinds.add(reference(type));
            schema.definitions.put(type, schema.line(kind, type));
        }
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.put("$id", "urn:microovn-rebuilder:schema:events:1");
        whole.put("title", "A line of microovn-rebuilder -O json");
        whole.put(
                TEXT,
                "An event, or the answer of a command that only asks. Types, fields and the words of an enum are only ever"
                        + " added: let others pass.");
        whole.put("type", "object");
        whole.put("required", List.of("schema", "seq", "time", "type"));
        whole.put("properties", envelope());
        whole.put("oneOf", kinds);
        whole.put("$defs", schema.definitions);
        return whole;
    }

    private static Map<String, Object> envelope() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("schema", described(Map.of("const", 1), "The version of this schema."));
        fields.put("seq", described(integer(1), "The number of the line, from 1 on, without gaps."));
        fields.put("time", described(time(), "When it happened, by this machine's clock."));
        fields.put("round", described(integer(1), "The number of the round that runs; absent while none does."));
        fields.put("type", described(Map.of("type", "string"), "What happened: the name of one of the $defs."));
        return fields;
    }

    private Map<String, Object> line(Class<?> kind, String type) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", Map.of("const", type));
        List<String> required = new ArrayList<>();
        RecordComponent[] components = kind.getRecordComponents();
        boolean flat = components.length == 1 && components[0].getType().isRecord();
        Class<?> holder = flat ? components[0].getType() : kind;
        add(holder, fields, required);
        if (HostEvent.class.isAssignableFrom(kind) && !fields.containsKey("host")) {
            throw new IllegalStateException(kind + " has no host");
        }
        Map<String, Object> result = object(Sources.of(kind), fields, required);
        return result;
    }

    private static Map<String, Object> object(Documentation told, Map<String, Object> fields, List<String> required) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(TEXT, told.summary());
        result.put("type", "object");
        if (!required.isEmpty()) {
            result.put("required", required);
        }
        result.put("properties", fields);
        return result;
    }

    private void add(Class<?> holder, Map<String, Object> fields, List<String> required) {
        Documentation told = Sources.of(holder);
        for (RecordComponent component : holder.getRecordComponents()) {
            String name = name(component);
            String text = told.parameters().getOrDefault(component.getName(), "");
            fields.put(name, described(type(component.getGenericType()), text));
            if (!absent(component)) {
                required.add(name);
            }
        }
    }

    private static String name(RecordComponent component) {
        String name = component
                .getName()
                .replace("KiB", "Kib")
                .replaceAll("([A-Z])", "_$1")
                .toLowerCase(Locale.ROOT);
        return component.getType() == Duration.class ? name + "_ms" : name;
    }

    /** Whether it may be left out. */
    private static boolean absent(RecordComponent component) {
        AnnotatedType type = component.getAnnotatedType();
        return type.isAnnotationPresent(Nullable.class)
                || component.getType() == Optional.class
                || component.getType() == OptionalInt.class;
    }

    private Map<String, Object> type(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw == Optional.class) {
                return type(arguments[0]);
            }
            if (Collection.class.isAssignableFrom(raw)) {
                return inOrder("type", "array", "items", type(arguments[0]));
            }
            if (Map.class.isAssignableFrom(raw)) {
                return inOrder("type", "object", "additionalProperties", type(arguments[1]));
            }
            throw new IllegalStateException("no JSON for " + type);
        }
        return plain((Class<?>) type);
    }

    private Map<String, Object> plain(Class<?> type) {
        if (type.isRecord()) {
            String name = type.getName().replaceAll("^.*\\.", "").replace('$', '.');
            if (!definitions.containsKey(name)) {
                definitions.put(name, Map.of());
                Map<String, Object> fields = new LinkedHashMap<>();
                List<String> required = new ArrayList<>();
                add(type, fields, required);
                definitions.put(name, object(Sources.of(type), fields, required));
            }
            return reference(name);
        }
        if (type.isEnum()) {
            return inOrder(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(type.getEnumConstants())
                            .map(word -> ((Enum<?>) word)
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-'))
                            .toList());
        }
        if (type == boolean.class) {
            return Map.of("type", "boolean");
        }
        if (type == int.class || type == long.class || type == OptionalInt.class || type == Duration.class) {
            return Map.of("type", "integer");
        }
        if (type == Instant.class) {
            return time();
        }
        if (type == String.class || type == Path.class) {
            return Map.of("type", "string");
        }
        throw new IllegalStateException("no JSON for " + type + "; teach it to EventSchema, Specimen and Json");
    }

    private static Map<String, Object> reference(String name) {
        return Map.of("$ref", "#/$defs/" + name);
    }

    private static Map<String, Object> integer(int minimum) {
        return inOrder("type", "integer", "minimum", minimum);
    }

    private static Map<String, Object> time() {
        return inOrder("type", "string", "format", "date-time");
    }

    private static Map<String, Object> described(Map<String, Object> type, String text) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(TEXT, text);
        result.putAll(type);
        return result;
    }

    private static Map<String, Object> inOrder(String first, Object value, String second, Object other) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(first, value);
        result.put(second, other);
        return result;
    }
}
