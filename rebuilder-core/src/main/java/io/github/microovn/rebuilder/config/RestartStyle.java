package io.github.microovn.rebuilder.config;

/** How a service is restarted. */
public enum RestartStyle {
    /** Its daemon is asked first to leave in a way that others do not notice, where the service is known to have one. */
    GRACEFUL,
    /** Stopped and started by systemd, and nothing else. */
    PLAIN
}
