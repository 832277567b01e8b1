package io.github.microovn.lxd.internal.instance;

import io.github.microovn.lxd.internal.resource.Item;
import io.github.microovn.lxd.model.StateChange;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** How changes of the state of instances are asked for. */
public final class StateChanges {
    /** What the daemon itself takes beyond the time an instance has to comply. */
    public static final Duration DAEMON_TIME = Duration.ofSeconds(30);

    private StateChanges() {}

    /**
     * Changes the state of an instance and waits until that is done.
     *
     * @param instance the instance
     * @param change what to do
     * @param timeout how long to wait
     */
    public static void make(Item<?, ?> instance, StateChange change, Duration timeout) {
        instance.api()
                .change(
                        instance.request("PUT", verb(change) + " " + instance.called(), "state")
                                .withJson(members(change)),
                        timeout);
    }

    /** Returns what is done, as the API calls it. */
    public static String verb(StateChange change) {
        return change.action().name().toLowerCase(Locale.ROOT);
    }

    /** Returns what the API is told. */
    public static Map<String, Object> members(StateChange change) {
        long seconds = Math.max(1, change.timeout().toSeconds());
        return Map.of("action", verb(change), "timeout", seconds, "force", change.force());
    }

    /** Returns how long a change is waited for. */
    public static Duration patience(StateChange change) {
        return change.timeout().plus(DAEMON_TIME);
    }
}
