package io.github.microovn.lxd.model;

/** The status of an instance. */
public enum InstanceStatus {
    /** Its processes run. */
    RUNNING,
    /** It does not run. */
    STOPPED,
    /** Its processes are suspended. */
    FROZEN,
    /** It is being started. */
    STARTING,
    /** It is being stopped. */
    STOPPING,
    /** It is being suspended. */
    FREEZING,
    /** It is being resumed. */
    THAWED,
    /** It runs and has told the daemon that it is ready. */
    READY,
    /** The daemon cannot tell, because something about it is broken. */
    ERROR,
    /** A status this client does not know. */
    UNKNOWN;

    /** {@return whether the instance takes commands} */
    public boolean isRunning() {
        return this == RUNNING || this == READY;
    }
}
