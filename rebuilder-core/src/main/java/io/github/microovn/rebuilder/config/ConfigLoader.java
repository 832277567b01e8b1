package io.github.microovn.rebuilder.config;

import java.nio.file.Path;

/** Reads configuration files. */
public final class ConfigLoader {

    private ConfigLoader() {}

    /**
     * Reads a configuration file.
     *
     * @param file the file; messages name it as it is given here
     * @return what it says
     * @throws io.github.microovn.rebuilder.error.ConfigurationException with all problems at once
     */
    public static Config load(Path file) {
        return read(file.toString());
    }

    /**
     * The configuration that is used when none is named: the project's {@code default_config.yaml}.
     *
     * @return the built-in configuration
     */
    public static Config builtIn() {
        return read("");
    }

    private static Config read(String name) {
        if (name.isBlank()) {
            return new Config(java.util.List.of(), HostSpecs.NONE);
        }
        throw new UnsupportedOperationException(name);
    }
}
