package io.github.microovn.lxd.embedded;

import java.util.Optional;

/**
 * One simulated snap service. Every method tells how it is now: commands that run in the instance change it. Thread-safe.
 */
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class EmbeddedService {
    EmbeddedService() {}

    /**
     * Returns the name of snap and app.
     *
     * @return a name such as {@code microovn.ovn-northd}
     */
    public String name() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the name of the systemd unit.
     *
     * @return a name such as {@code snap.microovn.ovn-northd.service}
     */
    public String unit() {
        throw new UnsupportedOperationException();
    }

    /**
     * Tells whether the service starts with the instance.
     *
     * @return whether it is enabled
     */
    public boolean enabled() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns systemd's {@code ActiveState}.
     *
     * @return {@code active}, {@code inactive} or {@code failed}
     */
    public String state() {
        throw new UnsupportedOperationException();
    }

    /**
     * Tells how often somebody started or restarted the service, including the first start.
     *
     * @return the number of starts, successful or not
     */
    public int starts() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns systemd's {@code NRestarts}: restarts that nobody asked for, because the service had failed.
     *
     * @return the number of automatic restarts since the last start
     */
    public int automaticRestarts() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns which binary runs, whatever lies at its path by now.
     *
     * @return the SHA-256 in lower-case hexadecimal of the binary as it was at the last start; empty if the service is not
     *     active
     */
    public Optional<String> runningSha256() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns what the service printed, and what systemd would say about it.
     *
     * @return the journal of the unit
     */
    public String journal() {
        throw new UnsupportedOperationException();
    }

    /** Ends the process of the service as a crash would: the unit has failed. */
    public void crash() {
        throw new UnsupportedOperationException();
    }
}
