package io.github.microovn.rebuilder.cli.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts the lines of hosts that work at the same time in order: a host's lines stand together, hosts in the order they were
 * named. The first host that is not finished is shown as it goes, if that is wanted; the lines of those after it wait for
 * their turn.
 */
final class HostLanes {

    private final Consumer<String> printer;
    private final boolean live;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();

    HostLanes(Consumer<String> printer, boolean live) {
        this.printer = printer;
        this.live = live;
    }

    /** Begins a round of hosts in the order they were named. */
    void begin(List<String> hosts) {
        lanes.clear();
        hosts.forEach(host -> lanes.put(host, new Lane()));
    }

    /** Adds a line of a host; its first one has an empty line before it. */
    void line(String host, String line) {
        Lane lane = lane(host);
        if (!lane.begun) {
            emptyLine(host);
        }
        lane.waiting.add(line);
        showLive();
    }

    /** Adds an empty line of a host. */
    void emptyLine(String host) {
        Lane lane = lane(host);
        lane.begun = true;
        lane.waiting.add("");
    }

    /** No line of the host follows. */
    void finish(String host) {
        lane(host).finished = true;
        showLive();
    }

    /** Ends the round: shows what still waits. */
    void end() {
        lanes.values().forEach(lane -> lane.finished = true);
        show();
    }

    private Lane lane(String host) {
        return lanes.computeIfAbsent(host, name -> new Lane());
    }

    private void showLive() {
        if (live) {
            show();
        }
    }

    private void show() {
        for (Lane lane : lanes.values()) {
            lane.waiting.forEach(printer);
            lane.waiting.clear();
            if (!lane.finished) {
                return;
            }
        }
    }

    private static final class Lane {
        private final List<String> waiting = new ArrayList<>();
        private boolean begun;
        private boolean finished;
    }
}
