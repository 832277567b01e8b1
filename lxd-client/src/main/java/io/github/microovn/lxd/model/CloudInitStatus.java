package io.github.microovn.lxd.model;

/** How cloud-init has ended. */
public enum CloudInitStatus {
    /** It has done everything. */
    DONE,
    /** It has done everything, but complains about something. */
    DEGRADED,
    /** It was told to do nothing. */
    DISABLED
}
