package io.github.microovn.lxd.internal.config;

import java.util.List;

/**
 * A server under a name.
 *
 * @param name the name
 * @param addresses where to try it, in order; LXD has one, Incus can have several
 * @param project the project to work in, empty for the default one
 * @param protocol {@code lxd}, {@code incus} or {@code simplestreams}; empty for the first
 * @param authentication how to be let in; {@code tls} or empty for a certificate
 * @param anonymous whether no certificate is to be shown
 */
public record Remote(
        String name,
        List<String> addresses,
        String project,
        String protocol,
        String authentication,
        boolean anonymous) {}
