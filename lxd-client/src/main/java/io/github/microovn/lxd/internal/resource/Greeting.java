package io.github.microovn.lxd.internal.resource;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a daemon says first, to anybody.
 *
 * @param trusted whether it trusts who asks
 * @param extensions the extensions of the API that it has
 */
public record Greeting(boolean trusted, List<String> extensions) {
    /** Asks for it, and from then on speaks as the daemon does: Incus has other names for some headers. */
    public static Greeting of(Http http, Attempt attempt) {
        return http.send(HttpRequest.of("GET", attempt.action()), envelope -> {
            Map<?, ?> members = members(envelope.metadata());
            if ("incus".equals(members(members.get("environment")).get("server"))) {
                http.speakIncus();
            }
            List<String> extensions = members.get("api_extensions") instanceof List<?> names
                    ? names.stream().map(String::valueOf).toList()
                    : List.of();
            return new Greeting("trusted".equals(members.get("auth")), extensions);
        });
    }

    private static Map<?, ?> members(@Nullable Object value) {
        return value instanceof Map<?, ?> members ? members : Map.of();
    }
}
