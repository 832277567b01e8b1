package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.event.WatchEvent;
import java.util.List;

/** What happens while sources are watched, as lines. */
final class WatchLines {

    private static final int MOST_NAMES = 3;

    private WatchLines() {}

    /** The line of an event. */
    static String of(WatchEvent event) {
        if (event instanceof WatchEvent.Saved saved) {
            return "[local] Saved " + names(saved);
        }
        if (event instanceof WatchEvent.Polling polling) {
            return "[local] Warning: the system does not tell of every save (" + polling.reason()
                    + "): looking at the sources every " + Durations.whole(polling.interval()) + " instead"
                    + (polling.advice().isEmpty() ? "" : ". To change that: " + polling.advice());
        }
        if (event instanceof WatchEvent.Ended ended) {
            return "[local] Not watching any more" + (ended.reason().isEmpty() ? "" : ": " + ended.reason());
        }
        return event instanceof WatchEvent.Started started
                ? "[local] Watching the sources in " + started.directory() + ": a save builds and deploys"
                : "";
    }

    /** Whether somebody who wants to hear of problems only hears of it. */
    static boolean problem(WatchEvent event) {
        return event instanceof WatchEvent.Polling
                || (event instanceof WatchEvent.Ended ended && !ended.reason().isEmpty());
    }

    private static String names(WatchEvent.Saved saved) {
        List<String> files = saved.files();
        if (files.isEmpty()) {
            return "many files";
        }
        int shown = Math.min(MOST_NAMES, files.size());
        int rest = files.size() - shown + saved.more();
        return String.join(", ", files.subList(0, shown)) + (rest == 0 ? "" : " and " + rest + " more");
    }
}
