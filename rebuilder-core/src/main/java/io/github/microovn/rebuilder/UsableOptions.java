package io.github.microovn.rebuilder;

import io.github.microovn.rebuilder.error.ConfigurationException;
import io.github.microovn.rebuilder.error.ConfigurationException.Problem;
import java.util.List;

/** Options that say where to deploy, and as a directory that can be one. */
final class UsableOptions {

    private UsableOptions() {}

    /** Fails when they do not. */
    static void require(RebuilderOptions options) {
        if (options.hosts().isEmpty()) {
            throw unusable("no hosts: name them with -H, or in the configuration under 'hosts'");
        }
        String path = options.remotePath();
        if (!path.startsWith("/") && !path.equals(RebuilderOptions.AUTO)) {
            throw unusable("'" + path + "' is not a usable remote path: it has to begin with '/', or be '"
                    + RebuilderOptions.AUTO + "'");
        }
    }

    private static ConfigurationException unusable(String message) {
        return new ConfigurationException(List.of(new Problem("", message)));
    }
}
