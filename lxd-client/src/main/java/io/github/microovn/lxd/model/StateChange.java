package io.github.microovn.lxd.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A change of an instance's state.
 *
 * @param action what to do
 * @param timeout how long the instance has to comply, in full seconds of at least one; not looked at with force
 * @param force whether to do it without asking the instance
 */
public record StateChange(Action action, Duration timeout, boolean force) {
    /** What can be done to the state of an instance. */
    public enum Action {
        /** Starts it. */
        START,
        /** Stops it. */
        STOP,
        /** Stops and starts it. */
        RESTART,
        /** Suspends its processes. */
        FREEZE,
        /** Resumes its processes. */
        UNFREEZE
    }

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    /** {@inheritDoc} */
    public StateChange {
        requireNonNull(action, "action");
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be positive: " + timeout);
        }
    }

    /**
     * Starts the instance.
     *
     * @return the change
     */
    public static StateChange start() {
        return new StateChange(Action.START, DEFAULT_TIMEOUT, false);
    }

    /**
     * Asks the instance to shut down.
     *
     * @param timeout how long it has, at least one second
     * @return the change
     */
    public static StateChange stop(Duration timeout) {
        return new StateChange(Action.STOP, timeout, false);
    }

    /**
     * Stops the instance at once, as if its power were cut.
     *
     * @return the change
     */
    public static StateChange forceStop() {
        return new StateChange(Action.STOP, DEFAULT_TIMEOUT, true);
    }

    /**
     * Asks the instance to shut down and starts it again.
     *
     * @param timeout how long it has to shut down, at least one second
     * @return the change
     */
    public static StateChange restart(Duration timeout) {
        return new StateChange(Action.RESTART, timeout, false);
    }

    /**
     * Suspends the processes of the instance.
     *
     * @return the change
     */
    public static StateChange freeze() {
        return new StateChange(Action.FREEZE, DEFAULT_TIMEOUT, false);
    }

    /**
     * Resumes the processes of the instance.
     *
     * @return the change
     */
    public static StateChange unfreeze() {
        return new StateChange(Action.UNFREEZE, DEFAULT_TIMEOUT, false);
    }
}
