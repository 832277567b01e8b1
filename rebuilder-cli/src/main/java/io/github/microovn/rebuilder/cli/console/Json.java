package io.github.microovn.rebuilder.cli.console;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON. A record is an object of its components, named with underscores; a duration is milliseconds, and its
 * name says so; what is absent is left out. Control characters are escaped.
 */
final class Json {

    private Json() {}

    /** The components of a record by their names in JSON. */
    static Map<String, Object> fields(Record value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object content = present(read(component, value));
            if (content != null) {
                fields.put(name(component.getName()) + (content instanceof Duration ? "_ms" : ""), content);
            }
        }
        return fields;
    }

    /** A value as text. */
    static String write(Object value) {
        var text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    private static @Nullable Object read(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static @Nullable Object present(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? optional.get() : null;
        }
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? optional.getAsInt() : null;
        }
        return value;
    }

    /** {@code sizeBytes} is {@code size_bytes}; a unit is one word. */
    private static String name(String component) {
        return component.replace("KiB", "Kib").replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static void append(StringBuilder text, Object value) {
        if (value instanceof Record nested) {
            append(text, fields(nested));
        } else if (value instanceof Map<?, ?> map) {
            String separator = "";
            text.append('{');
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                quote(text.append(separator), String.valueOf(entry.getKey()));
                append(text.append(':'), entry.getValue());
                separator = ",";
            }
            text.append('}');
        } else if (value instanceof Collection<?> collection) {
            String separator = "";
            text.append('[');
            for (Object element : collection) {
                append(text.append(separator), element);
                separator = ",";
            }
            text.append(']');
        } else if (value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else if (value instanceof Duration duration) {
            text.append(duration.toMillis());
        } else if (value instanceof Enum<?> constant) {
            quote(text, constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        } else {
            quote(text, value.toString());
        }
    }

    private static void quote(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (Character.isISOControl(c) || (Character.isSurrogate(c) && alone(value, i))) {
                text.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    /** Half of a character, which UTF-8 cannot express. */
    private static boolean alone(String value, int index) {
        char c = value.charAt(index);
        return Character.isHighSurrogate(c)
                ? index + 1 == value.length() || !Character.isLowSurrogate(value.charAt(index + 1))
                : index == 0 || !Character.isHighSurrogate(value.charAt(index - 1));
    }
}
