package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request that waits for its answer.
 *
 * @param request what was asked
 * @param body the body, not yet read
 * @param parameters what the path has in the places of its route's template, decoded
 * @param caller who asks
 * @param dialect how the names of headers begin
 */
record Exchange(
        EmbeddedRequest request, RequestBody body, Map<String, String> parameters, Caller caller, Dialect dialect) {
    private static final int JSON_LIMIT = 8 * 1024 * 1024;

    Exchange with(Map<String, String> newParameters) {
        return new Exchange(request, body, newParameters, caller, dialect);
    }

    String parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).orElseThrow();
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(request.query().get(name));
    }

    int recursion() {
        return query("recursion").map(Integer::parseInt).orElse(0);
    }

    /** A header by the name it has in LXD. */
    Optional<String> header(String name) {
        return Optional.ofNullable(request.headers().get(dialect.header(name))).map(values -> values.get(0));
    }

    JsonBody json(String type) throws IOException {
        return JsonBody.parse(type, new String(body.readNBytes(JSON_LIMIT), StandardCharsets.UTF_8));
    }

    /** Takes a query apart as a form: a plus is a blank. */
    static Map<String, String> form(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (!pair.isEmpty()) {
                parameters.putIfAbsent(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }
}
