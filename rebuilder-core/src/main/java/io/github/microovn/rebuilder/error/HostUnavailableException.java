package io.github.microovn.rebuilder.error;

import org.jspecify.annotations.Nullable;

/** A host cannot be asked: it is not reachable, not running, or the connection to it broke. */
public final class HostUnavailableException extends RebuilderException {

    private static final long serialVersionUID = 1L;

    /** The host's name. */
    private final String host;

    /** Why it failed, and what to do. */
    private final String reason;

    /**
     * Reports a host that cannot be asked.
     *
     * @param host the host's name
     * @param reason why, and what to do: one line
     * @param cause what was underneath
     */
    public HostUnavailableException(String host, String reason, @Nullable Throwable cause) {
        super("Failed to connect to " + host + ": " + reason, cause);
        this.host = host;
        this.reason = reason;
    }

    /**
     * The host's name.
     *
     * @return the name, as printed in {@code [movn1]}
     */
    public String host() {
        return host;
    }

    /**
     * Why the host cannot be asked, and what to do.
     *
     * @return one line
     */
    public String reason() {
        return reason;
    }
}
