package io.github.microovn.rebuilder.deploy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is known of each host in a session, and of which hosts it is in doubt: those that were lost while something changed
 * there are looked at again before anything is decided about them. Thread-safe; does nothing but remember.
 */
final class Memory {

    private final Map<String, HostState> states = new HashMap<>();
    private final Set<String> doubts = new HashSet<>();

    /** A host was looked at. */
    synchronized void observed(String host, HostState state) {
        states.put(host, state);
        doubts.remove(host);
    }

    /** Something is about to change on a host, or has changed without a word. */
    synchronized void doubt(String host) {
        doubts.add(host);
    }

    synchronized boolean inDoubt(String host) {
        return doubts.contains(host) || !states.containsKey(host);
    }

    /** What is known of a host; where it is in doubt, what was known before. */
    synchronized HostState state(String host) {
        return states.getOrDefault(host, HostState.NONE);
    }

    /** Something is known to have changed. */
    synchronized void update(String host, UnaryOperator<HostState> change) {
        states.put(host, change.apply(state(host)));
    }
}
