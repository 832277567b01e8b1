package io.github.microovn.lxd.internal.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON as plain values: maps, lists, strings, longs, doubles, booleans and null.
 *
 * <p>Only Gson's streams are used: its object mapping costs more of a cold start than everything else about an answer.
 */
public final class Json {
    private Json() {}

    /**
     * Reads one document to its end.
     *
     * @param text where it comes from
     * @return its value
     * @throws IOException if it is not JSON, is cut off, or reading fails
     */
    public static @Nullable Object read(Reader text) throws IOException {
        JsonReader reader = new JsonReader(text);
        reader.setStrictness(Strictness.STRICT);
        Object value = value(reader);
        if (reader.peek() != JsonToken.END_DOCUMENT) {
            throw new MalformedJsonException("more than one document");
        }
        return value;
    }

    private static @Nullable Object value(JsonReader reader) throws IOException {
        JsonToken token = reader.peek();
        switch (token) {
            case BEGIN_OBJECT -> {
                return object(reader);
            }
            case BEGIN_ARRAY -> {
                return array(reader);
            }
            case STRING -> {
                return reader.nextString();
            }
            case NUMBER -> {
                return number(reader.nextString());
            }
            case BOOLEAN -> {
                return reader.nextBoolean();
            }
            case NULL -> {
                reader.nextNull();
                return null;
            }
            default -> throw new MalformedJsonException("unexpected " + token);
        }
    }

    private static Map<String, @Nullable Object> object(JsonReader reader) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            object.put(name, value(reader));
        }
        reader.endObject();
        return object;
    }

    private static List<@Nullable Object> array(JsonReader reader) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(value(reader));
        }
        reader.endArray();
        return array;
    }

    private static Number number(String text) throws MalformedJsonException {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException notWhole) {
            double number = Double.parseDouble(text);
            if (Double.isInfinite(number)) {
                throw new MalformedJsonException("number out of range: " + text);
            }
            return number;
        }
    }

    /**
     * Writes a value.
     *
     * @param value made of maps, lists, strings, numbers, booleans and null
     * @return JSON
     */
    public static String write(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = new JsonWriter(text)) {
            write(writer, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonWriter writer, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            writer.beginObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                writer.name(String.valueOf(entry.getKey()));
                write(writer, entry.getValue());
            }
            writer.endObject();
        } else if (value instanceof Iterable<?> list) {
            writer.beginArray();
            for (Object element : list) {
                write(writer, element);
            }
            writer.endArray();
        } else if (value instanceof Number number) {
            writer.value(number);
        } else if (value instanceof Boolean bool) {
            writer.value(bool);
        } else if (value == null) {
            writer.nullValue();
        } else {
            writer.value(value.toString());
        }
    }
}
