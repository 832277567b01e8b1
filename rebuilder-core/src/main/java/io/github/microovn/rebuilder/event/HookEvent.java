package io.github.microovn.rebuilder.event;

import java.time.Duration;

/** Something about a command of the user's that a round runs. */
public sealed interface HookEvent extends Event {

    /**
     * Where it runs.
     *
     * @return the host's name; {@code local} for this machine
     */
    String host();

    /**
     * Which hook it is.
     *
     * @return the key of the configuration, such as {@code pre_exec}
     */
    String hook();

    /**
     * A hook begins.
     *
     * @param host where it runs: the host's name, or {@code local}
     * @param hook the key of the configuration, such as {@code pre_exec}
     * @param target the target it belongs to, as its local path is in the configuration; empty when it is the round's
     * @param command what is run, as one line
     */
    record Started(String host, String hook, String target, String command) implements HookEvent {
        @Override
        public String type() {
            return "hook.started";
        }
    }

    /**
     * A hook has written a line.
     *
     * @param host where it runs: the host's name, or {@code local}
     * @param hook the key of the configuration
     * @param target the target it belongs to; empty when it is the round's
     * @param line the line, without its end
     */
    record Output(String host, String hook, String target, String line) implements HookEvent {
        @Override
        public String type() {
            return "hook.output";
        }
    }

    /**
     * A hook has succeeded.
     *
     * @param host where it ran: the host's name, or {@code local}
     * @param hook the key of the configuration
     * @param target the target it belongs to; empty when it is the round's
     * @param elapsed the time it took
     */
    record Finished(String host, String hook, String target, Duration elapsed) implements HookEvent {
        @Override
        public String type() {
            return "hook.finished";
        }
    }

    /**
     * A hook has failed. What that means for a host is another event.
     *
     * @param host where it ran: the host's name, or {@code local}
     * @param hook the key of the configuration
     * @param target the target it belongs to; empty when it is the round's
     * @param reason why: one line
     * @param elapsed the time it took
     */
    record Failed(String host, String hook, String target, String reason, Duration elapsed) implements HookEvent {
        @Override
        public String type() {
            return "hook.failed";
        }
    }
}
