package io.github.microovn.rebuilder.config;

import io.github.microovn.rebuilder.error.ConfigurationException;
import java.util.List;

/**
 * Names a host and how to reach it: {@code lxd:movn1}.
 *
 * @param scheme which connector reaches it, such as {@code lxd}
 * @param address where it is, in the connector's own syntax: everything after the first colon
 */
public record HostSpec(String scheme, String address) {

    /** The scheme of the machine that this program runs on; the only one that needs no address. */
    public static final String LOCAL = "local";

    /** The address that {@code local:} stands for. */
    public static final String THIS_MACHINE = "localhost";

    /**
     * Reads one specification; blanks around it and around the first colon are ignored.
     *
     * @param text what the user wrote
     * @return the specification
     * @throws ConfigurationException when it has no colon, no scheme or no address
     */
    public static HostSpec parse(String text) {
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon).strip();
        String address = text.substring(colon + 1).strip();
        if (scheme.equals(LOCAL) && address.isEmpty()) {
            return new HostSpec(LOCAL, THIS_MACHINE);
        }
        if (scheme.isEmpty() || address.isEmpty()) {
            throw new ConfigurationException(List.of(new ConfigurationException.Problem("", wrong(text.strip()))));
        }
        return new HostSpec(scheme, address);
    }

    private static String wrong(String text) {
        return "'" + text + "' is not valid remote specification. "
                + "Expected format is '<remote_type>:<remote_address>'";
    }

    @Override
    public String toString() {
        return scheme + ":" + address;
    }
}
