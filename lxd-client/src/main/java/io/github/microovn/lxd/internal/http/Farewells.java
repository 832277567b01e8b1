package io.github.microovn.lxd.internal.http;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What has to be said to the daemon before the client is closed, or before the process ends without that. A hook of the runtime
 * is there for as long as there is something to say. Thread-safe.
 */
final class Farewells {
    private final Set<Runnable> farewells = new HashSet<>();
    private final Thread hook = new Thread(this::say, "lxd-client-farewell");

    synchronized void add(Runnable farewell) {
        if (farewells.isEmpty()) {
            try {
                Runtime.getRuntime().addShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending: who starts something now has to end it himself.
            }
        }
        farewells.add(farewell);
    }

    synchronized void remove(Runnable farewell) {
        if (farewells.remove(farewell) && farewells.isEmpty()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // It runs already.
            }
        }
    }

    /** Says them all, one after the other. */
    void say() {
        List<Runnable> due;
        synchronized (this) {
            due = List.copyOf(farewells);
        }
        due.forEach(Runnable::run);
    }
}
