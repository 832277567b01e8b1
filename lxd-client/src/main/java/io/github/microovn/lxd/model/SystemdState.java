package io.github.microovn.lxd.model;

/** How a system that has booted is, as its systemd says. */
public enum SystemdState {
    /** All is well. */
    RUNNING,
    /** It is up, but some of its units have failed; in a container that is common. */
    DEGRADED
}
