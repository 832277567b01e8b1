package io.github.microovn.rebuilder.result;

import java.util.Locale;

/** What is done with a node of a cluster on its way up or down; a failure is reported with it. */
public enum ClusterStep {
    /** Looking whether the cluster can be made, and what is there of it. */
    CHECK("looking what is there"),
    /** Making the instance of its image. */
    CREATE("creating the instance"),
    /** Starting it. */
    START("starting the instance"),
    /** Waiting until it has an address and snapd is seeded. */
    BOOT("waiting for address and snapd"),
    /** Getting the snap there and unpacking it. */
    UNPACK("unpacking the snap"),
    /** Having snapd run the unpacked snap. */
    TRY("trying the snap"),
    /** Connecting the snap's plugs. */
    CONNECT("connecting plugs"),
    /** Giving the snap's commands their short names. */
    ALIAS("setting aliases"),
    /** Waiting until MicroOVN's daemon is ready. */
    READY("waiting for MicroOVN"),
    /** Founding the cluster with its first member. */
    BOOTSTRAP("bootstrapping the cluster"),
    /** Joining a further member. */
    JOIN("joining the cluster"),
    /** Waiting until members, databases and chassis are up. */
    SETTLE("waiting until the cluster has settled"),
    /** Asking a cluster about itself. */
    SURVEY("asking the cluster"),
    /** Deleting the instance. */
    REMOVE("removing the instance");

    private final String doing;

    ClusterStep(String doing) {
        this.doing = doing;
    }

    /**
     * This step in the middle of a sentence.
     *
     * @return for example {@code connecting plugs}
     */
    public String doing() {
        return doing;
    }

    /**
     * This step as it is written in messages and in JSON.
     *
     * @return the name in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
