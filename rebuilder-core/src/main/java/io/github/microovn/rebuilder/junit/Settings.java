package io.github.microovn.rebuilder.junit;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a user sets without changing a test: JUnit's configuration parameters, system properties among them, or variables. */
final class Settings {

    private static final String PREFIX = "microovn.";

    private final ExtensionContext context;

    Settings(ExtensionContext context) {
        this.context = context;
    }

    Optional<String> get(String name) {
        String variable = (PREFIX + name).replace('.', '_').toUpperCase(Locale.ROOT);
        return context.getConfigurationParameter(PREFIX + name)
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .filter(value -> !value.isEmpty());
    }

    /** Which LXD a test runs on. */
    MicroOvn.Server server(MicroOvn.Server asked) {
        if (asked != MicroOvn.Server.CONFIGURED) {
            return asked;
        }
        String said = get("lxd").orElse("embedded");
        return switch (said) {
            case "embedded" -> MicroOvn.Server.EMBEDDED;
            case "real" -> MicroOvn.Server.REAL;
            default -> throw new IllegalArgumentException(PREFIX + "lxd is embedded or real, not " + said);
        };
    }
}
