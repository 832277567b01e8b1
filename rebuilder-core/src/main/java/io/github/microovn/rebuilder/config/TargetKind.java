package io.github.microovn.rebuilder.config;

/** What has to happen beyond the replacement of a target's file. */
public enum TargetKind {
    /** Nothing but the restart of the services that use it. */
    FILE,
    /** It is the schema of a database, which is converted when all hosts have it. */
    OVSDB_SCHEMA
}
