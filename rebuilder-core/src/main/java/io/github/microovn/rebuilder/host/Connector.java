package io.github.microovn.rebuilder.host;

import io.github.microovn.rebuilder.config.HostSpec;
import java.util.List;
import java.util.Optional;

/**
 * Makes hosts of one scheme. Found by {@link java.util.ServiceLoader}: a module that provides one adds a scheme. An
 * instance lives as long as a session and is used by several threads; what its hosts share, it holds.
 */
public interface Connector extends AutoCloseable {

    /**
     * What comes before the colon in a host's specification.
     *
     * @return the scheme, such as {@code lxd}
     */
    String scheme();

    /**
     * How a host of this scheme is named.
     *
     * @return a pattern for users, such as {@code lxd:INSTANCE}
     */
    String syntax();

    /**
     * What the hosts are.
     *
     * @return a noun, such as {@code instances of an LXD daemon}; empty where a connector does not say
     */
    default String summary() {
        return "";
    }

    /**
     * Lines that name hosts.
     *
     * @return specifications that users can copy; without any, the syntax has to do
     */
    default List<String> examples() {
        return List.of();
    }

    /**
     * Why no host of this scheme can be connected to from this machine, whichever it is.
     *
     * @param options how one would connect
     * @return the reason and what to do, one line; empty where nothing is in the way
     */
    default Optional<String> obstacle(ConnectOptions options) {
        return Optional.empty();
    }

    /**
     * Asks the user for what hosts will need, before anything is timed. Called before the first host is connected to.
     *
     * @param specs the hosts of this scheme
     * @param options how they will be connected to
     */
    default void prepare(List<HostSpec> specs, ConnectOptions options) {}

    /**
     * Connects to a host.
     *
     * @param spec which one; its scheme is this connector's
     * @param options how
     * @return the host, reachable and running
     * @throws io.github.microovn.rebuilder.error.HostUnavailableException when it is not
     */
    Host connect(HostSpec spec, ConnectOptions options);

    /** Frees what the connector's hosts share. Idempotent; its hosts are closed before. */
    @Override
    void close();
}
