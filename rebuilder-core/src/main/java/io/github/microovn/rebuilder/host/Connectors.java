package io.github.microovn.rebuilder.host;

import io.github.microovn.rebuilder.config.HostSpec;
import io.github.microovn.rebuilder.error.ConfigurationException;
import io.github.microovn.rebuilder.error.ConfigurationException.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The connectors there are, by scheme. Safe for use by several threads. */
public final class Connectors implements AutoCloseable {

    private final SortedMap<String, Connector> byScheme = new TreeMap<>();

    /**
     * Takes connectors.
     *
     * @param connectors one per scheme; closed with this object
     */
    public Connectors(Collection<? extends Connector> connectors) {
        connectors.forEach(connector -> byScheme.put(connector.scheme(), connector));
    }

    /**
     * Finds the connectors that the modules of this program provide.
     *
     * @return a new set of connectors, to be closed
     */
    public static Connectors load() {
        List<Connector> found = new ArrayList<>();
        ServiceLoader.load(Connector.class, Connector.class.getClassLoader()).forEach(found::add);
        return new Connectors(found);
    }

    /**
     * Checks that there is a connector for every host.
     *
     * @param specs the hosts
     * @throws ConfigurationException naming every scheme that nobody provides
     */
    public void require(List<HostSpec> specs) {
        List<Problem> problems = specs.stream()
                .map(HostSpec::scheme)
                .distinct()
                .filter(scheme -> !byScheme.containsKey(scheme))
                .map(this::unknown)
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    /**
     * All of them.
     *
     * @return the connectors, by scheme in order
     */
    public List<Connector> all() {
        return List.copyOf(byScheme.values());
    }

    /**
     * Asks the user for what hosts will need, before anything is timed. A user who does not want to closes this.
     *
     * @param specs the hosts
     * @param options how they will be connected to
     * @throws io.github.microovn.rebuilder.error.CancelledException when the calling thread is interrupted
     */
    public void prepare(List<HostSpec> specs, ConnectOptions options) {
        try {
            byScheme.forEach((scheme, connector) -> {
                List<HostSpec> own = specs.stream()
                        .filter(spec -> spec.scheme().equals(scheme))
                        .toList();
                if (!own.isEmpty()) {
                    connector.prepare(own, options);
                }
            });
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Connects to a host.
     *
     * @param spec which one
     * @param options how
     * @return the host
     * @throws ConfigurationException when nobody provides its scheme
     * @throws io.github.microovn.rebuilder.error.HostUnavailableException when it is not reachable or not running
     */
    public Host connect(HostSpec spec, ConnectOptions options) {
        Connector connector = byScheme.get(spec.scheme());
        if (connector == null) {
            throw new ConfigurationException(List.of(unknown(spec.scheme())));
        }
        return connector.connect(spec, options);
    }

    private Problem unknown(String scheme) {
        String available = String.join(", ", byScheme.keySet());
        return new Problem("", scheme + " is not a valid connector type. Available types: " + available);
    }

    /** Closes every connector. */
    @Override
    public void close() {
        byScheme.values().forEach(Connector::close);
    }
}
