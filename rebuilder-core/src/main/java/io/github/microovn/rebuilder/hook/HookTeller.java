package io.github.microovn.rebuilder.hook;

import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.HookEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells what happens to one call of a hook. */
final class HookTeller {

    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    private final Consumer<Event> events;
    private final String host;
    private final HookCall call;
    private final OutputLines output;
    private final long started = System.nanoTime();

    HookTeller(Consumer<Event> events, String host, HookCall call) {
        this.events = events;
        this.host = host;
        this.call = call;
        this.output =
                new OutputLines(line -> events.accept(new HookEvent.Output(host, call.key(), call.target(), line)));
        events.accept(new HookEvent.Started(
                host, call.key(), call.target(), call.hook().shown()));
    }

    /** Takes some of its output. */
    void output(byte[] piece) {
        output.add(piece);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** It has ended by itself. Returns why it failed; empty when it succeeded. */
    Optional<String> ended(int exitCode) {
        output.end();
        if (exitCode == 0) {
            events.accept(new HookEvent.Finished(host, call.key(), call.target(), elapsed()));
            return Optional.empty();
        }
        String how = exitCode == NOT_FOUND || exitCode == NOT_EXECUTABLE
                ? "could not be run (exit code " + exitCode + ")"
                : "ended with exit code " + exitCode;
        return failed(how);
    }

    /** It was ended at its deadline. Returns why it failed. */
    Optional<String> overdue() {
        output.end();
        Duration limit = call.hook().timeout();
        String time = limit.toMillisPart() == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
        return failed("did not end within " + time + " and was ended");
    }

    /** Returns why it failed, as given here and as it said itself. */
    Optional<String> failed(String how) {
        String reason = how + (output.last().isEmpty() ? "" : ": " + output.last());
        events.accept(new HookEvent.Failed(host, call.key(), call.target(), reason, elapsed()));
        return Optional.of(reason);
    }
}
