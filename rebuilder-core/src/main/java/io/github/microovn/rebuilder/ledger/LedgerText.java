package io.github.microovn.rebuilder.ledger;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ledger as JSON: one line, {@code /var/lib/microovn-rebuilder/ledger.json} of a host. */
public final class LedgerText {

    private static final int FORMAT = 1;

    private LedgerText() {}

    /**
     * Writes a ledger.
     *
     * @param ledger the ledger
     * @return one line, without its end
     */
    public static String of(Ledger ledger) {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("round", ledger.round());
        if (ledger.rebuilt()) {
            json.addProperty("rebuilt", true);
        }
        json.add("restarts", strings(ledger.restarts()));
        if (!ledger.hooks().isEmpty()) {
            json.add("hooks", strings(ledger.hooks()));
        }
        if (!ledger.schemas().files().isEmpty()) {
            json.add("schemas", strings(ledger.schemas().files()));
            json.add("conversions", strings(ledger.schemas().owed()));
        }
        JsonObject files = new JsonObject();
        ledger.files().forEach((path, entry) -> files.add(path, json(entry)));
        json.add("files", files);
        return json.toString();
    }

    private static JsonObject json(Entry entry) {
        JsonObject json = new JsonObject();
        entry.original().ifPresent(content -> json.add("original", json(content)));
        json.add("services", strings(entry.services()));
        json.add("versions", versions(entry.versions()));
        entry.withheld().ifPresent(hash -> json.addProperty("withheld", hash));
        entry.next().ifPresent(next -> {
            JsonObject after = new JsonObject();
            after.add("versions", versions(next.versions()));
            next.withheld().ifPresent(hash -> after.addProperty("withheld", hash));
            json.add("next", after);
        });
        return json;
    }

    private static JsonArray versions(List<Version> versions) {
        JsonArray array = new JsonArray();
        for (Version version : versions) {
            JsonObject json = json(version.content());
            json.addProperty("round", version.round());
            json.addProperty("time", version.time().toString());
            array.add(json);
        }
        return array;
    }

    private static JsonObject json(Content content) {
        JsonObject json = new JsonObject();
        json.addProperty("sha256", content.sha256());
        json.addProperty("mode", content.mode());
        json.addProperty("owner", content.owner());
        return json;
    }

    private static JsonArray strings(Iterable<String> strings) {
        JsonArray array = new JsonArray();
        strings.forEach(array::add);
        return array;
    }

    /**
     * Reads a ledger.
     *
     * @param text what {@link #of} wrote
     * @return the ledger; empty when the text is damaged, or of a later version of the program
     */
    public static Optional<Ledger> read(String text) {
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            if (json.get("format").getAsInt() != FORMAT) {
                return Optional.empty();
            }
            Map<String, Entry> files = new LinkedHashMap<>();
            for (Map.Entry<String, JsonElement> file :
                    json.getAsJsonObject("files").entrySet()) {
                files.put(file.getKey(), entry(file.getValue().getAsJsonObject()));
            }
            Set<String> restarts = new LinkedHashSet<>(strings(json, "restarts"));
            Set<String> hooks = new LinkedHashSet<>(optional(json, "hooks"));
            Schemas schemas = new Schemas(
                    new LinkedHashSet<>(optional(json, "schemas")), new LinkedHashSet<>(optional(json, "conversions")));
            return Optional.of(
                    new Ledger(json.get("round").getAsInt(), files, restarts, hooks, schemas, json.has("rebuilt")));
        } catch (JsonParseException
                | IllegalStateException
                | NumberFormatException
                | UnsupportedOperationException
                | NullPointerException
                | ClassCastException
                | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Entry entry(JsonObject json) {
        Optional<Content> original =
                json.has("original") ? Optional.of(content(json.getAsJsonObject("original"))) : Optional.empty();
        Optional<Entry.Next> next = json.has("next")
                ? Optional.of(
                        new Entry.Next(versions(json.getAsJsonObject("next")), withheld(json.getAsJsonObject("next"))))
                : Optional.empty();
        return new Entry(original, versions(json), strings(json, "services"), withheld(json), next);
    }

    private static Optional<String> withheld(JsonObject json) {
        return json.has("withheld") ? Optional.of(json.get("withheld").getAsString()) : Optional.empty();
    }

    private static List<Version> versions(JsonObject json) {
        List<Version> versions = new ArrayList<>();
        for (JsonElement element : json.getAsJsonArray("versions")) {
            JsonObject version = element.getAsJsonObject();
            versions.add(new Version(
                    content(version),
                    version.get("round").getAsInt(),
                    Instant.parse(version.get("time").getAsString())));
        }
        return versions;
    }

    /** Hash, mode and owner become words of commands: nothing else is let through. */
    private static Content content(JsonObject json) {
        Content content = new Content(
                json.get("sha256").getAsString(),
                json.get("mode").getAsString(),
                json.get("owner").getAsString());
        if (!content.sha256().matches("[0-9a-f]{64}")
                || !content.mode().matches("[0-7]{1,4}")
                || !content.owner().matches("\\d+:\\d+")) {
            throw new IllegalStateException("not a content: " + json);
        }
        return content;
    }

    private static List<String> optional(JsonObject json, String name) {
        return json.has(name) ? strings(json, name) : List.of();
    }

    private static List<String> strings(JsonObject json, String name) {
        List<String> strings = new ArrayList<>();
        json.getAsJsonArray(name).forEach(element -> strings.add(element.getAsString()));
        return strings;
    }
}
