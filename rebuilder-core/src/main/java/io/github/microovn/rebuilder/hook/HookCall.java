package io.github.microovn.rebuilder.hook;

import io.github.microovn.rebuilder.config.Hook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A hook that is to run, and what it is told. Immutable.
 *
 * @param key the key of the configuration, such as {@code pre_exec}
 * @param target the target it belongs to, as its local path is in the configuration; empty when it is the round's
 * @param hook the hook
 * @param environment the variables it is given, beside those of where it runs
 */
public record HookCall(String key, String target, Hook hook, Map<String, String> environment) {

    private static final List<String> VARIABLES =
            List.of("HOST", "TARGET", "LOCAL_PATH", "REMOTE_PATH", "SERVICE", "ROUND", "CHANGED");

    /** {@inheritDoc} */
    public HookCall {
        environment = Map.copyOf(environment);
    }

    /**
     * The variables of hooks, each of them always there.
     *
     * @param values what is known, by {@code HOST}, {@code TARGET} and so on; what is not is empty
     * @return by {@code REBUILDER_HOST} and so on
     */
    public static Map<String, String> environment(Map<String, String> values) {
        Map<String, String> environment = new HashMap<>();
        VARIABLES.forEach(name -> environment.put("REBUILDER_" + name, values.getOrDefault(name, "")));
        return environment;
    }

    /**
     * Which hook it is, for messages.
     *
     * @return such as {@code pre_exec of northd/ovn-northd}, or {@code pre_deploy}
     */
    public String name() {
        return target.isEmpty() ? key : key + " of " + target;
    }
}
