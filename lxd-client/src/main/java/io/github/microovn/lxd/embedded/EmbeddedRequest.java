package io.github.microovn.lxd.embedded;

import java.util.List;
import java.util.Map;

/**
 * One request as it arrived, before any fault touched it.
 *
 * @param method the HTTP method
 * @param path the path without the query, percent-encoded as it was sent
 * @param query the decoded query parameters; of a repeated one the first value
 * @param headers the values of each header; names compare without regard to case
 */
public record EmbeddedRequest(
        String method, String path, Map<String, String> query, Map<String, List<String>> headers) {}
