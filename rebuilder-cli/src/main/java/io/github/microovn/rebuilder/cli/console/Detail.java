package io.github.microovn.rebuilder.cli.console;

/** How much a user wants to read. */
public enum Detail {
    /** What failed and what is pending. */
    QUIET,
    /** What the original printed, and what failed. */
    NORMAL,
    /** Times, sizes and hashes beside it. */
    VERBOSE
}
