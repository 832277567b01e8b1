package io.github.microovn.rebuilder.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * An entry of a journal.
 *
 * @param cursor its place in the journal
 * @param service the snap service it is about
 * @param at when the journal received it
 * @param program what wrote it
 * @param pid its process id, or empty
 * @param priority syslog's word, or empty
 * @param message what it says
 */
record JournalEntry(
        String cursor, String service, Instant at, String program, String pid, String priority, String message) {

    /** What has to be asked for beside what journalctl adds by itself. */
    static final String FIELDS = "MESSAGE,SYSLOG_IDENTIFIER,_COMM,SYSLOG_PID,_PID,PRIORITY,UNIT,_SYSTEMD_UNIT";

    private static final List<String> PRIORITIES =
            List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");

    /** Reads a line of journalctl's JSON; empty when it is something else. */
    static Optional<JournalEntry> parse(String line) {
        try {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            String micros = text(json, "__REALTIME_TIMESTAMP");
            Instant at = Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
            String priority = text(json, "PRIORITY");
            return Optional.of(new JournalEntry(
                    text(json, "__CURSOR"),
                    service(first(json, "UNIT", "_SYSTEMD_UNIT")),
                    at,
                    first(json, "SYSLOG_IDENTIFIER", "_COMM"),
                    first(json, "SYSLOG_PID", "_PID"),
                    priority.matches("[0-7]") ? PRIORITIES.get(Integer.parseInt(priority)) : "",
                    text(json, "MESSAGE")));
        } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String first(JsonObject json, String one, String other) {
        String found = text(json, one);
        return found.isEmpty() ? text(json, other) : found;
    }

    /** A field as text: journalctl gives the bytes of one that is no text, and a list of one that is there repeatedly. */
    private static String text(JsonObject json, String field) {
        JsonElement value = json.get(field);
        if (value == null || value.isJsonNull()) {
            return "";
        }
        if (value.isJsonArray()) {
            JsonArray parts = value.getAsJsonArray();
            boolean bytes = !parts.isEmpty()
                    && parts.get(0).isJsonPrimitive()
                    && parts.get(0).getAsJsonPrimitive().isNumber();
            return bytes ? decoded(parts) : parts.isEmpty() ? "" : parts.get(0).getAsString();
        }
        return value.getAsString();
    }

    private static String decoded(JsonArray parts) {
        byte[] bytes = new byte[parts.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) parts.get(i).getAsInt();
        }
        return new String(bytes, UTF_8);
    }

    private static String service(String unit) {
        return unit.replaceFirst("^snap\\.(.*)\\.(service|timer)$", "$1");
    }
}
