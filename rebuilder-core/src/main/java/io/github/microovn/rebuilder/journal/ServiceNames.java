package io.github.microovn.rebuilder.journal;

import io.github.microovn.rebuilder.config.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Understands names of services as users write them: {@code microovn.ovn-northd}, or {@code ovn-northd} for short. */
public final class ServiceNames {

    private final Set<String> known;

    /**
     * Understands names of known services.
     *
     * @param known the services there are, as far as anybody knows, in the order they are listed in
     */
    public ServiceNames(Collection<String> known) {
        this.known = new LinkedHashSet<>(known);
    }

    /**
     * What came of a name.
     *
     * @param services the services it means; empty when it means none
     * @param problem what is wrong with it and what to do; empty when nothing is
     */
    public record Meaning(List<String> services, String problem) {
        /** {@inheritDoc} */
        public Meaning {
            services = List.copyOf(services);
        }
    }

    /**
     * Looks a name up.
     *
     * @param typed what the user wrote
     * @return the services it means. A name of a snap and an app that nothing known resembles is taken as it is: a host may
     *     have it
     */
    public Meaning of(String typed) {
        String name = typed.replaceFirst("^snap\\.(.*)\\.service$", "$1");
        if (known.contains(name)) {
            return new Meaning(List.of(name), "");
        }
        List<String> meant = known.stream()
                .filter(service -> shortName(service).equals(name))
                .toList();
        if (!meant.isEmpty()) {
            return new Meaning(meant, "");
        }
        List<String> names = new ArrayList<>(known);
        known.stream().map(ServiceNames::shortName).forEach(names::add);
        Optional<String> nearest = NearestName.of(name, names);
        if (nearest.isPresent()) {
            return unknown(typed, "Did you mean '" + nearest.get() + "'?");
        }
        return name.matches("[a-z0-9-]+\\.[a-zA-Z0-9-]+")
                ? new Meaning(List.of(name), "")
                : unknown(typed, "Known are: " + String.join(", ", known) + ".");
    }

    /**
     * A service's name without its snap's.
     *
     * @param service the name, such as {@code microovn.ovn-northd}
     * @return what follows the first dot
     */
    public static String shortName(String service) {
        return service.substring(service.indexOf('.') + 1);
    }

    private static Meaning unknown(String typed, String advice) {
        return new Meaning(List.of(), "Unknown service '" + typed + "'. " + advice);
    }
}
