package io.github.microovn.rebuilder.result;

import java.util.Locale;

/** What was being done on a host; a failure is reported with it. */
public enum Step {
    /** Reaching the host. */
    CONNECT,
    /** Looking whether the host can be deployed to. */
    CHECK,
    /** Reading the state of the services and of the files to be replaced. */
    OBSERVE,
    /** Uploading a file beside the one it will replace. */
    UPLOAD,
    /** Comparing the uploaded bytes with the local ones. */
    VERIFY,
    /** Putting the uploaded files in place of the old ones. */
    SWAP,
    /** Bringing a database to another schema. */
    CONVERT,
    /** Restarting a service. */
    RESTART,
    /** Waiting until restarted services are ready. */
    READY,
    /** Running a command of the user's. */
    HOOK;

    /**
     * This step as it is written in messages and in JSON.
     *
     * @return the name in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
