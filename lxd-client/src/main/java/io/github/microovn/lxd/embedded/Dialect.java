package io.github.microovn.lxd.embedded;

import java.util.Locale;

/** Which daemon the server takes after. */
enum Dialect {
    /** LXD 5.0.2. */
    LXD("5.0.2", "X-LXD-"),
    /** Incus 6.0. */
    INCUS("6.0.0", "X-Incus-");

    private static final String LXD_PREFIX = LXD.prefix.toLowerCase(Locale.ROOT);

    private final String version;
    private final String prefix;

    Dialect(String version, String prefix) {
        this.version = version;
        this.prefix = prefix;
    }

    /** What the daemon calls itself. */
    String daemon() {
        return name().toLowerCase(Locale.ROOT);
    }

    String version() {
        return version;
    }

    /** This daemon's name for a header that LXD has; both have the same after their prefix. */
    String header(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(LXD_PREFIX)
                ? prefix + name.substring(LXD_PREFIX.length())
                : name;
    }
}
