package io.github.microovn.rebuilder.result;

/** A step on the way to a source tree of OVN that is built, in their order. */
public enum SourceStep {
    /** OVN's sources are fetched. */
    CLONE_OVN,
    /** OVS' sources are fetched, of the commit that OVN names. */
    CLONE_OVS,
    /** OVS' configure is made. */
    BOOT_OVS,
    /** OVS is configured. */
    CONFIGURE_OVS,
    /** OVS is built. */
    MAKE_OVS,
    /** OVN's configure is made. */
    BOOT_OVN,
    /** OVN is configured. */
    CONFIGURE_OVN,
    /** OVN is built. */
    MAKE_OVN
}
