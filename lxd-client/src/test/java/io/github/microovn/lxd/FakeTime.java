package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.wait.Waiter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Time that passes only when somebody sleeps, and then at once. */
final class FakeTime {
    private final Map<Integer, Runnable> happenings = new HashMap<>();
    private long now;
    private int sleeps;

    /** Has something happen during a sleep, the first of which is 1. */
    FakeTime during(int sleep, Runnable happening) {
        happenings.put(sleep, happening);
        return this;
    }

    synchronized void advance(Duration time) {
        now += time.toNanos();
    }

    synchronized int sleeps() {
        return sleeps;
    }

    Waiter waiter() {
        return new Waiter(this::now, this::sleep);
    }

    private synchronized long now() {
        return now;
    }

    private void sleep(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Runnable happening;
        synchronized (this) {
            sleeps++;
            now += time.toNanos();
            happening = happenings.get(sleeps);
        }
        if (happening != null) {
            happening.run();
        }
    }
}
