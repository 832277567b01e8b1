package io.github.microovn.rebuilder.config;

/** What of a program is left out on its way to the hosts. */
public enum Strip {
    /** Nothing: the hosts get the files as they were built. */
    NONE,
    /** What only a debugger reads. */
    DEBUG
}
