package io.github.microovn.lxd.model;

/**
 * How bad it is what a warning is about.
 */
public enum WarningSeverity {
    /** Something is not as good as it could be. */
    LOW,
    /** Something does not work. */
    MODERATE,
    /** Something important does not work. */
    HIGH,
    /** A severity this client does not know. */
    UNKNOWN
}
