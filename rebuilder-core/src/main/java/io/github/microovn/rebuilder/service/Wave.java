package io.github.microovn.rebuilder.service;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Restarts that may happen at the same time on different hosts; the next wave begins when all of them are over.
 *
 * @param services the services of each host, in the order in which the host restarts them; hosts in their order
 * @param awaited the services that the next wave waits for until they are ready again
 */
public record Wave(Map<String, List<String>> services, Set<String> awaited) {

    /** {@inheritDoc} */
    public Wave {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        services.forEach((host, names) -> copy.put(host, List.copyOf(names)));
        services = Collections.unmodifiableMap(copy);
        awaited = Set.copyOf(awaited);
    }

    /**
     * This wave without some services: those of which an instance elsewhere did not become ready, so that restarting one
     * more could end what is left of them.
     *
     * @param stalled the services
     * @return what is left, possibly nothing
     */
    public Wave without(Collection<String> stalled) {
        Map<String, List<String>> left = new LinkedHashMap<>();
        services.forEach((host, names) -> {
            List<String> remaining = new ArrayList<>(names);
            remaining.removeAll(stalled);
            if (!remaining.isEmpty()) {
                left.put(host, remaining);
            }
        });
        return new Wave(left, awaited);
    }
}
