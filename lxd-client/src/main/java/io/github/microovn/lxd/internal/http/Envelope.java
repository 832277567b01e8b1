package io.github.microovn.lxd.internal.http;

import io.github.microovn.lxd.internal.json.Json;
import io.github.microovn.lxd.internal.json.Records;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every JSON answer is wrapped in. Whether something happens in the background is told by the type alone: which request
 * does differs between versions of the daemon.
 *
 * @param type {@code sync}, {@code async} or {@code error}
 * @param operation the URL of the operation of an {@code async} answer
 * @param errorCode the code of an {@code error}
 * @param error the daemon's words of an {@code error}
 * @param metadata the content
 */
public record Envelope(
        String type,
        String operation,
        int errorCode,
        String error,
        @Nullable Object metadata) {
    static Envelope parse(String text) throws IOException {
        if (!(Json.read(new StringReader(text)) instanceof Map<?, ?> members)) {
            throw new IOException("not a JSON object");
        }
        Envelope envelope = Records.as(members, Envelope.class);
        return switch (envelope.type) {
            case "sync", "async", "error" -> envelope;
            default -> throw new IOException("an answer of type '" + envelope.type + "'");
        };
    }

    /** Tells whether the daemon does the rest in the background; the metadata is the operation then. */
    public boolean isAsync() {
        return type.equals("async");
    }

    boolean isError() {
        return type.equals("error");
    }
}
