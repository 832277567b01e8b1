package io.github.microovn.lxd.internal.event;

import io.github.microovn.lxd.internal.json.Json;
import io.github.microovn.lxd.internal.json.Records;
import io.github.microovn.lxd.model.event.EventFilter;
import io.github.microovn.lxd.model.event.LifecycleEvent;
import io.github.microovn.lxd.model.event.LoggingEvent;
import io.github.microovn.lxd.model.event.LxdEvent;
import io.github.microovn.lxd.model.event.OperationEvent;
import io.github.microovn.lxd.model.event.OtherEvent;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes records of the messages that the daemon sends. */
final class EventReader {
    private EventReader() {}

    /**
     * Reads a message.
     *
     * @throws IOException if it is not an event
     */
    static LxdEvent read(String message) throws IOException {
        try {
            if (!(Json.read(new StringReader(message)) instanceof Map<?, ?> event)) {
                throw new IllegalArgumentException("not an object");
            }
            String type = String.valueOf(event.get("type"));
            return switch (type) {
                case EventFilter.LIFECYCLE -> Records.as(flat(event), LifecycleEvent.class);
                case EventFilter.OPERATION -> Records.as(event, OperationEvent.class);
                case EventFilter.LOGGING -> Records.as(flat(event), LoggingEvent.class);
                default -> {
                    Map<String, @Nullable Object> members = members(event);
                    members.put("json", message.strip());
                    yield Records.as(members, OtherEvent.class);
                }
            };
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("an event that is not understood: " + e.getMessage(), e);
        }
    }

    /** Puts what an event is about beside what all events have, which counts where both have it. */
    private static Map<String, @Nullable Object> flat(Map<?, ?> event) {
        Map<String, @Nullable Object> members =
                event.get("metadata") instanceof Map<?, ?> metadata ? members(metadata) : new LinkedHashMap<>();
        members.putAll(members(event));
        return members;
    }

    private static Map<String, @Nullable Object> members(Map<?, ?> object) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        object.forEach((name, value) -> members.put(String.valueOf(name), value));
        return members;
    }
}
