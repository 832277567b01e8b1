package io.github.microovn.lxd.model.event;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which events are to be told. Immutable: every {@code with} returns a changed copy.
 *
 * @param types their types as the API names them; none stands for all that the caller may hear, the log included
 * @param allProjects whether to tell of all projects instead of the client's own
 */
public record EventFilter(Set<String> types, boolean allProjects) {
    /** Everything in the client's project, the log of the daemon included. */
    public static final EventFilter ALL = new EventFilter(Set.of(), false);

    /** The type of {@link LifecycleEvent}. */
    public static final String LIFECYCLE = "lifecycle";

    /** The type of {@link OperationEvent}. */
    public static final String OPERATION = "operation";

    /** The type of {@link LoggingEvent}. */
    public static final String LOGGING = "logging";

    /** {@inheritDoc} */
    public EventFilter {
        types = Collections.unmodifiableSet(new TreeSet<>(types));
    }

    /**
     * Asks for events of some types.
     *
     * @param types such as {@link #LIFECYCLE}; the daemon refuses one that it does not know
     * @return the filter
     */
    public static EventFilter ofTypes(String... types) {
        return new EventFilter(new TreeSet<>(List.of(types)), false);
    }

    /** {@return a filter that asks for the events of all projects} */
    public EventFilter withAllProjects() {
        return new EventFilter(types, true);
    }
}
