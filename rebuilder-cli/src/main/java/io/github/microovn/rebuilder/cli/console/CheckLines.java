package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.event.CheckEvent;
import io.github.microovn.rebuilder.result.Check;
import io.github.microovn.rebuilder.result.Check.Verdict;
import java.util.Optional;

/** What was found out about hosts and products, a line each. */
final class CheckLines {

    private CheckLines() {}

    /** The line for an event; none for what is well when only troubles are wanted. */
    static Optional<String> of(CheckEvent event, Detail detail) {
        if (event instanceof CheckEvent.Checked checked) {
            Check check = checked.check();
            return detail == Detail.QUIET && check.verdict() == Verdict.OK
                    ? Optional.empty()
                    : Optional.of(line(check));
        }
        return event instanceof CheckEvent.Finished finished ? end(finished, detail) : Optional.empty();
    }

    private static String line(Check check) {
        return "[%s] %-4s %s: %s%s"
                .formatted(
                        check.host(),
                        check.verdict(),
                        check.name(),
                        check.what(),
                        check.advice().isEmpty() ? "" : "; " + check.advice());
    }

    private static Optional<String> end(CheckEvent.Finished event, Detail detail) {
        String fit = String.join(", ", event.fit());
        if (!event.unfit().isEmpty()) {
            return Optional.of(
                    "[local] Not fit: " + String.join(", ", event.unfit()) + (fit.isEmpty() ? "" : "; fit: " + fit));
        }
        if (detail == Detail.QUIET) {
            return Optional.empty();
        }
        String time = detail == Detail.VERBOSE ? " (" + Durations.precise(event.elapsed()) + ")" : "";
        return Optional.of("[local] Fit: " + fit + time);
    }
}
