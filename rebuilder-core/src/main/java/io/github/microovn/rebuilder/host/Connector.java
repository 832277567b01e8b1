package io.github.microovn.rebuilder.host;

import io.github.microovn.rebuilder.config.HostSpec;

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
