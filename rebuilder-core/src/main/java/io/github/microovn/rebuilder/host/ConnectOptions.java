package io.github.microovn.rebuilder.host;

import java.time.Duration;
import java.util.Map;

/**
 * How to connect.
 *
 * @param timeout how long the connection may take
 * @param environment where a connector looks for its settings, such as {@code LXD_SOCKET}
 */
public record ConnectOptions(Duration timeout, Map<String, String> environment) {

    /** {@inheritDoc} */
    public ConnectOptions {
        environment = Map.copyOf(environment);
    }
}
