package io.github.microovn.lxd.model;

/**
 * What became of a warning.
 */
public enum WarningStatus {
    /** Nobody has looked at it. */
    NEW,
    /** Somebody has seen it, and it no longer counts. */
    ACKNOWLEDGED,
    /** What it is about is over. */
    RESOLVED,
    /** A status this client does not know. */
    UNKNOWN
}
