package io.github.microovn.rebuilder.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command for a host: an argument vector, never a line for a shell. Immutable.
 *
 * @param arguments the program and its arguments; not empty
 * @param environment variables set for it, in addition to the host's own
 * @param timeout how long it may run; then it is killed
 */
public record Command(List<String> arguments, Map<String, String> environment, Duration timeout) {

    /** How long a command may run that names no other time. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    /** {@inheritDoc} */
    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
    }

    /**
     * A command with {@link #DEFAULT_TIMEOUT}.
     *
     * @param arguments the program and its arguments
     * @return the command
     */
    public static Command of(String... arguments) {
        return new Command(List.of(arguments), Map.of(), DEFAULT_TIMEOUT);
    }

    /**
     * A POSIX shell script. Values go in as positional arguments, never into the text.
     *
     * @param name what the script calls itself in error messages and in the host's process list
     * @param script the text, a constant
     * @param arguments what {@code $1}, {@code $2}... are
     * @return the command, with {@link #DEFAULT_TIMEOUT}
     */
    public static Command script(String name, String script, List<String> arguments) {
        var argv = new ArrayList<>(List.of("sh", "-c", script, "microovn-rebuilder-" + name));
        argv.addAll(arguments);
        return new Command(argv, Map.of(), DEFAULT_TIMEOUT);
    }

    /**
     * This command with another deadline.
     *
     * @param limit how long it may run
     * @return a copy
     */
    public Command withTimeout(Duration limit) {
        return new Command(arguments, environment, limit);
    }
}
