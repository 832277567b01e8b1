package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the handler of a request by method and path, and answers as the daemon where there is none. */
final class Router {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final List<Route> routes = new ArrayList<>();

    private record Route(List<String> template, Map<String, Handler> handlers) {}

    /** Adds a route; a part of the template in braces stands for one segment of the path. */
    Router route(String method, String template, Handler handler) {
        List<String> parts = split(template);
        routes.stream()
                .filter(route -> route.template.equals(parts))
                .findFirst()
                .orElseGet(() -> {
                    Route added = new Route(parts, new HashMap<>());
                    routes.add(added);
                    return added;
                })
                .handlers
                .put(method, handler);
        return this;
    }

    Reply handle(Exchange exchange) throws IOException, InterruptedException {
        String method = exchange.request().method();
        if (!METHODS.contains(method)) {
            return Reply.error(404, "Method \"" + method + "\" not found");
        }
        List<String> path = split(exchange.request().path());
        for (Route route : routes) {
            Optional<Map<String, String>> parameters = match(route.template, path);
            if (parameters.isPresent()) {
                return handle(exchange.with(parameters.get()), route.handlers.get(method));
            }
        }
        return Reply.error(404, "not found");
    }

    private static Reply handle(Exchange exchange, @Nullable Handler handler) throws IOException, InterruptedException {
        if (handler != null) {
            return handler.handle(exchange);
        }
        return exchange.request().method().equals("OPTIONS")
                ? new Reply.Answer(200, Map.of(), Reply.content(new byte[0]))
                : Reply.error(501, "not implemented");
    }

    private static Optional<Map<String, String>> match(List<String> template, List<String> path) {
        if (template.size() != path.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String part = template.get(i);
            if (part.startsWith("{") && !path.get(i).isEmpty()) {
                parameters.put(part.substring(1, part.length() - 1), decode(path.get(i)));
            } else if (!part.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    private static String decode(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static List<String> split(String path) {
        return Arrays.asList(path.split("/", -1));
    }
}
