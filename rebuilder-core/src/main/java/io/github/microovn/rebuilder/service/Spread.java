package io.github.microovn.rebuilder.service;

/** How the restarts of one service are spread over the hosts. */
enum Spread {
    /** Hosts do not care about each other. */
    PARALLEL,
    /** Those that stand by first, then the one that works: one fail-over instead of many. */
    STANDBY_FIRST,
    /** One host after the other, each only when the one before is ready; the leader last. */
    SERIAL
}
