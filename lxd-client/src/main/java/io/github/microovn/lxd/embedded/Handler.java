package io.github.microovn.lxd.embedded;

import java.io.IOException;

/** Answers the requests of one route. */
@FunctionalInterface
interface Handler {
    /**
     * Answers one request.
     *
     * @throws ApiError to answer with the daemon's error envelope
     * @throws IOException if the client went away
     */
    Reply handle(Exchange exchange) throws IOException, InterruptedException;
}
