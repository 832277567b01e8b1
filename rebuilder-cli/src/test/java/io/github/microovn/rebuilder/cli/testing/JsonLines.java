package io.github.microovn.rebuilder.cli.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What {@code -O json} wrote, held against the published schema: every line, and no field that the schema does not know. */
public final class JsonLines {

    private JsonLines() {}

    /** Fails unless all of it follows the schema and is numbered without a gap; returns the lines. */
    public static List<JsonObject> valid(String output) {
        Schema schema = strict();
        List<String> lines = output.lines().toList();
        assertThat(lines).as("lines of -O json").isNotEmpty();
        for (String line : lines) {
            assertThat(schema.validate(line, InputFormat.JSON)).as(line).isEmpty();
        }
        List<JsonObject> objects = lines.stream()
                .map(line -> new Gson().fromJson(line, JsonObject.class))
                .toList();
        for (int i = 0; i < objects.size(); i++) {
            assertThat(objects.get(i).get("seq").getAsInt()).as(lines.get(i)).isEqualTo(i + 1);
        }
        return objects;
    }

    /** The types of the lines, in order. */
    public static List<String> types(List<JsonObject> lines) {
        return lines.stream().map(line -> line.get("type").getAsString()).toList();
    }

    /** The schema as the jar has it. */
    public static String published() {
        try (InputStream file = JsonLines.class.getResourceAsStream("/schema/events-1.json")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Programs let unknown fields pass; a test does not. */
    private static Schema strict() {
        JsonObject whole = new Gson().fromJson(published(), JsonObject.class);
        whole.addProperty("unevaluatedProperties", false);
        for (JsonElement part : whole.getAsJsonObject("$defs").asMap().values()) {
            JsonObject object = part.getAsJsonObject();
            if (!object.getAsJsonObject("properties").has("type")
                    || !object.getAsJsonObject("properties")
                            .getAsJsonObject("type")
                            .has("const")) {
                object.addProperty("additionalProperties", false);
            }
        }
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole.toString(), InputFormat.JSON);
    }
}
