package io.github.microovn.rebuilder.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.microovn.rebuilder.cli.testing.JsonLines;
import io.github.microovn.rebuilder.event.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The published schema of {@code -O json}: it is made of the records of events and answers and of their Javadoc. After a wanted
 * change copy {@code target/schema/events-1.json} over {@code src/main/resources/schema/events-1.json}. The snapshot in the test
 * resources is what programs rely on: it only ever grows, with a release.
 */
class JsonSchemaTest {

    @Test
    void isWhatTheEventsAndTheirDocumentationSay() throws IOException {
        String made = new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(EventSchema.make()) + "\n";
        Files.createDirectories(Path.of("target/schema"));
        Files.writeString(Path.of("target/schema/events-1.json"), made);

        assertThat(JsonLines.published())
                .as("src/main/resources/schema/events-1.json; cp target/schema/events-1.json there")
                .isEqualTo(made);
    }

    @Test
    void isASchema() throws IOException {
        var dialect = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(dialect.validate(JsonLines.published(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void everythingIsDocumented() {
        List<String> silent = new ArrayList<>();
        JsonObject definitions = object(JsonLines.published()).getAsJsonObject("$defs");
        definitions.asMap().forEach((name, part) -> {
            JsonObject described = part.getAsJsonObject();
            if (text(described).isEmpty()) {
                silent.add(name);
            }
            described.getAsJsonObject("properties").asMap().forEach((field, type) -> {
                if (!type.getAsJsonObject().has("const")
                        && text(type.getAsJsonObject()).isEmpty()) {
                    silent.add(name + "." + field);
                }
            });
        });

        assertThat(silent).isEmpty();
    }

    @Test
    void everyKindOfEventAndAnswerFollowsIt() {
        var out = new ByteArrayOutputStream();
        var renderer = new JsonRenderer(new Output(out), Clock.systemUTC());
        List<Specimen> specimens =
                EventSchema.kinds().stream().map(Specimen::of).toList();
        for (Specimen specimen : specimens) {
            if (specimen.value() instanceof Event event) {
                renderer.accept(event);
            } else {
                renderer.answer((Answer) specimen.value());
            }
        }

        assertThat(JsonLines.types(JsonLines.valid(out.toString(StandardCharsets.UTF_8))))
                .isEqualTo(specimens.stream().map(Specimen::type).toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void noEventHasAFieldThatEveryLineHas() {
        JsonObject schema = object(JsonLines.published());
        schema.getAsJsonObject("$defs")
                .asMap()
                .forEach((name, part) -> assertThat(part.getAsJsonObject()
                                .getAsJsonObject("properties")
                                .keySet())
                        .as(name)
                        .doesNotContain("schema", "seq", "time"));
    }

    @Test
    void nothingOfThePublishedSnapshotIsEverTakenAway() throws IOException {
        JsonObject snapshot;
        try (InputStream file = JsonSchemaTest.class.getResourceAsStream("/schema/published-1.json")) {
            snapshot = object(new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
        }
        List<String> lost = new ArrayList<>();
        compare("", snapshot, object(JsonLines.published()), lost);

        assertThat(lost).isEmpty();
    }

    /** What a program relies on: that what was there is there, of the same type, and that what was always there still is. */
    private static void compare(String place, JsonElement old, JsonElement now, List<String> lost) {
        if (old.isJsonObject() && now.isJsonObject()) {
            for (Map.Entry<String, JsonElement> entry :
                    old.getAsJsonObject().asMap().entrySet()) {
                String deeper = place + "/" + entry.getKey();
                JsonElement there = now.getAsJsonObject().get(entry.getKey());
                if (there == null) {
                    lost.add(deeper);
                } else if (!deeper.endsWith("/description") && !deeper.equals("/title")) {
                    compare(deeper, entry.getValue(), there, lost);
                }
            }
        } else if (old.isJsonArray() && now.isJsonArray()) {
            old.getAsJsonArray().forEach(element -> {
                if (!now.getAsJsonArray().contains(element)) {
                    lost.add(place + ": " + element);
                }
            });
        } else if (!old.equals(now)) {
            lost.add(place + ": " + old + " became " + now);
        }
    }

    private static String text(JsonObject described) {
        return described.has("description") ? described.get("description").getAsString() : "";
    }

    private static JsonObject object(String json) {
        return new Gson().fromJson(json, JsonObject.class);
    }
}
