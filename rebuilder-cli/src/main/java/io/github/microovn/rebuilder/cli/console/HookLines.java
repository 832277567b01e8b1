package io.github.microovn.rebuilder.cli.console;

import io.github.microovn.rebuilder.event.HookEvent;
import java.util.Optional;

/** Hooks as lines. Why one failed is said where it is said what that means. */
final class HookLines {

    /** The host of hooks that run on this machine. */
    static final String LOCAL = "local";

    private HookLines() {}

    /** The line of an event; empty when it is not shown. */
    static Optional<String> of(HookEvent event, Detail detail) {
        String who = "[" + event.host() + "] ";
        if (detail == Detail.QUIET) {
            return Optional.empty();
        }
        if (event instanceof HookEvent.Started started) {
            String whose = started.target().isEmpty() ? "" : " of " + started.target();
            return Optional.of(who + "Running " + started.hook() + whose + ": " + started.command());
        }
        if (event instanceof HookEvent.Output output) {
            return Optional.of(who + "  " + output.line());
        }
        if (event instanceof HookEvent.Finished finished && detail == Detail.VERBOSE) {
            return Optional.of(who + "Ran " + finished.hook() + " in " + Durations.precise(finished.elapsed()));
        }
        return Optional.empty();
    }
}
