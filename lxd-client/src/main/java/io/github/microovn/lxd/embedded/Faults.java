package io.github.microovn.lxd.embedded;

/** What goes wrong on purpose in an {@link EmbeddedLxd}. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class Faults {
    Faults() {}

    /**
     * Begins a fault for the requests of one kind. It strikes once unless {@link Fault#times} says otherwise; of several
     * that fit a request, the oldest strikes.
     *
     * @param method an HTTP method, or {@code *} for any
     * @param path a path without query; {@code *} stands for any characters but {@code /}, {@code **} for any
     * @return the fault, which does nothing before one of its last methods was called
     */
    public Fault on(String method, String path) {
        throw new UnsupportedOperationException();
    }

    /** Removes all faults and lets the requests go that hang. */
    public void clear() {
        throw new UnsupportedOperationException();
    }
}
