package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/** What goes wrong on purpose in an {@link EmbeddedLxd}. Thread-safe. */
public final class Faults {
    private final List<Fault> faults = new ArrayList<>();
    private final Runnable cutAll;
    private CountDownLatch cleared = new CountDownLatch(1);

    Faults(Runnable cutAll) {
        this.cutAll = cutAll;
    }

    /**
     * Begins a fault for the requests of one kind. It strikes once unless {@link Fault#times} says otherwise; of several
     * that fit a request, the oldest strikes.
     *
     * @param method an HTTP method, or {@code *} for any
     * @param path a path without query; {@code *} stands for any characters but {@code /}, {@code **} for any
     * @return the fault, which does nothing before one of its last methods was called
     */
    public Fault on(String method, String path) {
        return new Fault(this, method, pattern(path));
    }

    /**
     * Cuts every connection that there is, as a daemon does that is started anew: whoever waits for an answer, an event or the
     * output of a command hears of it. New connections are as good as ever.
     */
    public void cutConnections() {
        cutAll.run();
    }

    /** Removes all faults and lets the requests go that hang: their connections are cut. */
    public void clear() {
        synchronized (faults) {
            faults.clear();
            cleared.countDown();
            cleared = new CountDownLatch(1);
        }
    }

    void add(Fault fault) {
        synchronized (faults) {
            faults.add(fault);
        }
    }

    /** Handles a request rightly or, if a fault strikes it, wrongly. */
    Reply handle(Exchange exchange, Handler handler) throws IOException, InterruptedException {
        Optional<Fault> striking;
        CountDownLatch end;
        synchronized (faults) {
            striking = faults.stream()
                    .filter(fault -> fault.strikes(exchange.request()))
                    .findFirst();
            faults.removeIf(Fault::spent);
            end = cleared;
        }
        return striking.isPresent() ? striking.get().effect().strike(exchange, handler, end) : handler.handle(exchange);
    }

    private static Pattern pattern(String path) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            if (path.startsWith("**", i)) {
                pattern.append(".*");
                i++;
            } else if (path.charAt(i) == '*') {
                pattern.append("[^/]*");
            } else {
                pattern.append(Pattern.quote(path.substring(i, i + 1)));
            }
        }
        return Pattern.compile(pattern.toString());
    }
}
