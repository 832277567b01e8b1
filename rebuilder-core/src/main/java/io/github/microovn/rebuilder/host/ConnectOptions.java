package io.github.microovn.rebuilder.host;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How to connect.
 *
 * @param timeout how long the connection may take
 * @param environment where a connector looks for its settings, such as {@code LXD_SOCKET}
 * @param asker how a connector gets a secret from the user
 */
public record ConnectOptions(Duration timeout, Map<String, String> environment, Asker asker) {

    /** {@inheritDoc} */
    public ConnectOptions {
        environment = Map.copyOf(environment);
    }

    /**
     * Connects where there is nobody to ask.
     *
     * @param timeout how long the connection may take
     * @param environment where a connector looks for its settings
     */
    public ConnectOptions(Duration timeout, Map<String, String> environment) {
        this(timeout, environment, Asker.NOBODY);
    }

    /** Asks the user for a secret. */
    @FunctionalInterface
    public interface Asker {

        /** There is no terminal. */
        Asker NOBODY = question -> Optional.empty();

        /**
         * Asks, and shows nothing of the answer.
         *
         * @param question what to show, such as {@code Passphrase of /home/me/.ssh/id_ed25519: }
         * @return the answer; empty where there is nobody to ask, or the user does not want to
         */
        Optional<String> ask(String question);
    }
}
