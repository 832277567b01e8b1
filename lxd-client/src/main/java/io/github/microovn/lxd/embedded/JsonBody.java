package io.github.microovn.lxd.embedded;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.internal.Streams;
import com.google.gson.stream.JsonReader;
import java.io.EOFException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * A request's JSON body, read field by field with the complaints of Go's decoder.
 *
 * @param type the name of the daemon's structure, which its complaints contain
 * @param object the body
 */
record JsonBody(String type, JsonObject object) {

    static JsonBody parse(String type, String text) {
        if (text.isBlank()) {
            throw ApiError.badRequest("unexpected end of JSON input");
        }
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        JsonElement element;
        try {
            element = Streams.parse(reader);
        } catch (JsonParseException e) {
            if (e.getCause() instanceof EOFException) {
                throw ApiError.badRequest("unexpected end of JSON input");
            }
            char first = text.stripLeading().charAt(0);
            throw ApiError.badRequest("invalid character '" + first + "' looking for beginning of value");
        }
        if (element instanceof JsonObject object) {
            return new JsonBody(type, object);
        }
        throw ApiError.badRequest("json: cannot unmarshal " + kind(element) + " into Go value of type api." + type);
    }

    String string(String field) {
        return value(field, "string", JsonPrimitive::isString)
                .map(JsonPrimitive::getAsString)
                .orElse("");
    }

    boolean flag(String field) {
        return value(field, "bool", JsonPrimitive::isBoolean)
                .map(JsonPrimitive::getAsBoolean)
                .orElse(false);
    }

    int number(String field, String goType, int otherwise) {
        return value(field, goType, JsonPrimitive::isNumber)
                .map(JsonPrimitive::getAsInt)
                .orElse(otherwise);
    }

    List<String> strings(String field) {
        JsonElement element = get(field);
        if (element.isJsonNull()) {
            return List.of();
        }
        if (!element.isJsonArray()) {
            throw complaint(field, element, "[]string");
        }
        return StreamSupport.stream(element.getAsJsonArray().spliterator(), false)
                .map(item -> text(field, item))
                .toList();
    }

    Map<String, String> map(String field) {
        Map<String, String> map = new LinkedHashMap<>();
        JsonElement element = get(field);
        if (!element.isJsonNull()) {
            child(field).object.entrySet().forEach(entry -> map.put(entry.getKey(), text(field, entry.getValue())));
        }
        return map;
    }

    /** The object in a field; empty if it is absent. */
    JsonBody child(String field) {
        JsonElement element = get(field);
        if (element.isJsonNull()) {
            return new JsonBody(type, new JsonObject());
        }
        if (element instanceof JsonObject child) {
            return new JsonBody(type, child);
        }
        throw complaint(field, element, "map[string]string");
    }

    private Optional<JsonPrimitive> value(String field, String goType, Predicate<JsonPrimitive> fits) {
        JsonElement element = get(field);
        if (element.isJsonNull()) {
            return Optional.empty();
        }
        if (element instanceof JsonPrimitive primitive && fits.test(primitive)) {
            return Optional.of(primitive);
        }
        throw complaint(field, element, goType);
    }

    private String text(String field, JsonElement element) {
        if (element instanceof JsonPrimitive primitive && primitive.isString()) {
            return primitive.getAsString();
        }
        throw complaint(field, element, "string");
    }

    private JsonElement get(String field) {
        return Optional.ofNullable(object.get(field)).orElse(JsonNull.INSTANCE);
    }

    private ApiError complaint(String field, JsonElement element, String goType) {
        return ApiError.badRequest("json: cannot unmarshal " + kind(element) + " into Go struct field " + type + "."
                + field + " of type " + goType);
    }

    private static String kind(JsonElement element) {
        if (element instanceof JsonPrimitive primitive) {
            return primitive.isString() ? "string" : primitive.isNumber() ? "number" : "bool";
        }
        return element.isJsonArray() ? "array" : "object";
    }
}
