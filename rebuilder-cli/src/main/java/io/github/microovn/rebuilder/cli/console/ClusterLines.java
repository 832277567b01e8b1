package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.event.ClusterEvent;
import java.util.ArrayList;
import java.util.List;

/** A cluster on its way up or down as lines. */
final class ClusterLines {

    private ClusterLines() {}

    /** The lines of an event; none when it is not shown. */
    static List<String> of(ClusterEvent event, Detail detail) {
        if (event instanceof ClusterEvent.StepFailed failed) {
            return List.of("[" + failed.host() + "] Failed at " + failed.step().doing() + ": " + failed.reason());
        }
        if (event instanceof ClusterEvent.Up up) {
            return up(up, detail);
        }
        if (event instanceof ClusterEvent.AliasesRefused refused) {
            return List.of("[" + refused.host() + "] Warning: no short names for "
                    + String.join(", ", refused.commands()) + ", which go by microovn.NAME: " + refused.reason());
        }
        if (detail == Detail.QUIET) {
            return List.of();
        }
        if (event instanceof ClusterEvent.NodeFound found) {
            return List.of("[" + found.host() + "] "
                    + (found.member() ? "Is a member already" : "Is there already; going on with it"));
        }
        if (event instanceof ClusterEvent.StepStarted started) {
            return List.of("[" + started.host() + "] " + sentence(started.step().doing()));
        }
        if (event instanceof ClusterEvent.StepFinished finished && detail == Detail.VERBOSE) {
            String came = finished.detail().isEmpty() ? "" : ": " + finished.detail();
            return List.of("[" + finished.host() + "] Done " + finished.step().doing() + " in "
                    + Durations.precise(finished.elapsed()) + came);
        }
        if (event instanceof ClusterEvent.Postponed postponed) {
            return List.of("[" + postponed.host() + "] Is prepared, and waits for " + postponed.waitsFor());
        }
        if (event instanceof ClusterEvent.Down down && !down.removed().isEmpty()) {
            return List.of("[local] Removed " + String.join(", ", down.removed()) + " in "
                    + Durations.precise(down.elapsed()));
        }
        return List.of();
    }

    private static List<String> up(ClusterEvent.Up up, Detail detail) {
        List<String> lines = new ArrayList<>();
        if (detail != Detail.QUIET) {
            lines.add(
                    up.changed()
                            ? "[local] The cluster is up after " + Durations.precise(up.elapsed()) + ". Its hosts:"
                            : "[local] Nothing to do, the cluster is up. Its hosts:");
        }
        lines.add("-H " + String.join(",", up.hosts()));
        return lines;
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
