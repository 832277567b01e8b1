package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.host.Host;

/**
 * A host of the session that was found fit.
 *
 * @param host the host
 * @param directory the directory on it that targets are relative to
 */
record Member(Host host, String directory) {

    String name() {
        return host.name();
    }
}
