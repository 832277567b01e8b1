package io.github.microovn.lxd.embedded;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as the daemon writes it. */
final class Json {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private Json() {}

    /** Builds an object from names and values in turn: text, numbers, booleans, JSON, maps and collections of text, null. */
    static JsonObject object(@Nullable Object... namesAndValues) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.add(String.valueOf(namesAndValues[i]), element(namesAndValues[i + 1]));
        }
        return object;
    }

    static JsonArray array(Collection<?> values) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(element(value)));
        return array;
    }

    private static JsonElement element(@Nullable Object value) {
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        if (value instanceof JsonElement element) {
            return element;
        }
        if (value instanceof Number number) {
            return new JsonPrimitive(number);
        }
        if (value instanceof Boolean flag) {
            return new JsonPrimitive(flag);
        }
        if (value instanceof Collection<?> values) {
            return array(values);
        }
        if (value instanceof Map<?, ?> map) {
            JsonObject object = new JsonObject();
            map.forEach((key, entry) -> object.add(String.valueOf(key), element(entry)));
            return object;
        }
        return new JsonPrimitive(value.toString());
    }

    static byte[] bytes(JsonElement element, String end) {
        return (GSON.toJson(element) + end).getBytes(StandardCharsets.UTF_8);
    }

    /** The answer's frame around {@code metadata}. */
    static JsonObject envelope(
            String type,
            String status,
            int statusCode,
            String operation,
            int errorCode,
            String error,
            @Nullable JsonElement metadata) {
        return object(
                "type",
                type,
                "status",
                status,
                "status_code",
                statusCode,
                "operation",
                operation,
                "error_code",
                errorCode,
                "error",
                error,
                "metadata",
                metadata);
    }
}
