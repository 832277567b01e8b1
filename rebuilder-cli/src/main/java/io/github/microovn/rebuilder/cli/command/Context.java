package io.github.microovn.rebuilder.cli.command;

import io.github.microovn.rebuilder.cli.console.Interrupts;
import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.cli.console.Streams;
import java.util.Map;

/**
 * The process that a command runs in.
 *
 * @param streams what it reads and writes
 * @param out its results
 * @param err its complaints
 * @param environment its variables
 * @param interrupts how a user or the system ends it
 */
public record Context(Streams streams, Output out, Output err, Map<String, String> environment, Interrupts interrupts) {

    /** Copies the map. */
    public Context {
        environment = Map.copyOf(environment);
    }
}
