package io.github.microovn.rebuilder.config;

/** What is asked of the cluster as a whole after a round. */
public enum Verification {
    /** Nothing. */
    NONE,
    /** That a change of the northbound database reaches every chassis: {@code ovn-nbctl --wait=hv sync}. */
    SYNC
}
