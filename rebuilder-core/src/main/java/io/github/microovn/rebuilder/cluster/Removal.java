package io.github.microovn.rebuilder.cluster;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.rebuilder.error.ClusterException;
import io.github.microovn.rebuilder.error.ClusterException.Problem;
import io.github.microovn.rebuilder.event.ClusterEvent;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.result.ClusterStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/** Removes instances with all that is in them. */
final class Removal {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final int parallel;
    private final LxdClient lxd;
    private final EventSink events;

    Removal(int parallel, LxdClient lxd, EventSink events) {
        this.parallel = parallel;
        this.lxd = lxd;
        this.events = events;
    }

    /**
     * Removes instances, those that can be even when others cannot.
     *
     * @param names which
     */
    void remove(List<String> names) {
        long started = System.nanoTime();
        List<String> removed = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        try (Team team = new Team(parallel)) {
            List<Future<String>> removing = names.stream()
                    .map(name -> team.begin(name, () -> remove(name)))
                    .toList();
            for (Future<String> each : removing) {
                try {
                    removed.add(Team.result(each));
                } catch (ClusterException e) {
                    problems.addAll(e.problems());
                }
            }
        }
        events.emit(new ClusterEvent.Down(removed, Duration.ofNanos(System.nanoTime() - started)));
        if (!problems.isEmpty()) {
            throw new ClusterException(problems);
        }
    }

    private String remove(String name) {
        try (Node node = new Node(lxd.instance(name), TIMEOUT, events)) {
            node.step(ClusterStep.REMOVE, () -> {
                try {
                    node.instance().ensureAbsent(TIMEOUT);
                } catch (LxdApiException e) {
                    if (!e.isNotFound()) {
                        throw e;
                    }
                }
                return "";
            });
            return name;
        }
    }
}
