package io.github.microovn.lxd.embedded;

import java.io.IOException;

/** Ends a request by cutting its connection, without an answer. */
@SuppressWarnings("serial") // never serialised
final class ConnectionCut extends IOException {
    ConnectionCut() {
        super("the connection is cut on purpose");
    }
}
