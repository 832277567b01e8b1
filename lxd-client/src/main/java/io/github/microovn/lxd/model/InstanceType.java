package io.github.microovn.lxd.model;

/** The kind of an instance. */
public enum InstanceType {
    /** Shares the kernel of its host. */
    CONTAINER,
    /** Has a kernel of its own. */
    VIRTUAL_MACHINE,
    /** A kind this client does not know. */
    UNKNOWN
}
