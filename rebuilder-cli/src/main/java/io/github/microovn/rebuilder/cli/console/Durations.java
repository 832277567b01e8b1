package io.github.microovn.rebuilder.cli.console;

import java.time.Duration;
import java.util.Locale;

/** Durations for a reader. */
final class Durations {

    private Durations() {}

    /** {@code 0.4s}, {@code 12.3s}, {@code 3m 05s}. */
    static String precise(Duration duration) {
        return duration.toMinutes() > 0
                ? whole(duration)
                : String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1000.0);
    }

    /** {@code 12s}, {@code 3m 05s}. */
    static String whole(Duration duration) {
        return duration.toMinutes() > 0
                ? String.format(Locale.ROOT, "%dm %02ds", duration.toMinutes(), duration.toSecondsPart())
                : duration.toSeconds() + "s";
    }
}
