package io.github.microovn.lxd.internal.tls;

import java.net.URI;

/**
 * Where a server listens.
 *
 * @param host a name or an address, one of IPv6 without brackets
 * @param port its port
 */
public record HostAndPort(String host, int port) {
    private static final int DEFAULT_PORT = 8443;

    /**
     * Takes an address apart.
     *
     * @param text such as {@code https://lab:8443}, {@code lab}, {@code [fd42::1]:8443}
     * @throws IllegalArgumentException if it is no such address
     */
    public static HostAndPort parse(String text) {
        URI uri = URI.create(text.contains("://") ? text : "https://" + text);
        String host = uri.getHost();
        String path = uri.getPath();
        if (host == null || !"https".equals(uri.getScheme()) || uri.getUserInfo() != null) {
            throw new IllegalArgumentException("not an address such as https://HOST:8443: " + text);
        }
        if (!path.isEmpty() && !path.equals("/")) {
            throw new IllegalArgumentException("an address with a path, where LXD is not: " + text);
        }
        boolean bracketed = host.startsWith("[");
        return new HostAndPort(
                bracketed ? host.substring(1, host.length() - 1) : host,
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
    }

    /** Returns the address as the configuration of the command {@code lxc} has it. */
    @Override
    public String toString() {
        return "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
