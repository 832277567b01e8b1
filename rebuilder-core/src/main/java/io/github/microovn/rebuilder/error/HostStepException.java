package io.github.microovn.rebuilder.error;

import io.github.microovn.rebuilder.result.Step;
import org.jspecify.annotations.Nullable;

/** A step failed on a host that can be asked. */
public final class HostStepException extends RebuilderException {

    private static final long serialVersionUID = 1L;

    /** The host's name. */
    private final String host;

    /** What was being done. */
    private final Step step;

    /** Why it failed, and what to do. */
    private final String reason;

    /**
     * Reports a step that failed.
     *
     * @param host the host's name
     * @param step what was being done
     * @param reason what was tried on what, why it failed and what to do: one line
     * @param cause what was underneath
     */
    public HostStepException(String host, Step step, String reason, @Nullable Throwable cause) {
        super("[" + host + "] " + reason, cause);
        this.host = host;
        this.step = step;
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
     * What was being done.
     *
     * @return the step
     */
    public Step step() {
        return step;
    }

    /**
     * What was tried on what, why it failed and what to do.
     *
     * @return one line, without the host's name
     */
    public String reason() {
        return reason;
    }
}
