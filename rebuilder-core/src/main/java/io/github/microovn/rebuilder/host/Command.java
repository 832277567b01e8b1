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

    private static final String SCRIPT = "microovn-rebuilder-";
    private static final String LASTING_SCRIPT = "microovn-rebuilder:";

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
     * A POSIX shell script of this program, which leaves nothing behind that goes on writing. Values go in as positional
     * arguments, never into the text.
     *
     * @param name what the script calls itself in error messages and in the host's process list
     * @param script the text, a constant; not what a user has written
     * @param arguments what {@code $1}, {@code $2}... are
     * @return the command, with {@link #DEFAULT_TIMEOUT}
     */
    public static Command script(String name, String script, List<String> arguments) {
        return shell(script, SCRIPT + name, arguments);
    }

    /**
     * The same for a script that takes its time and may be given up: nothing shall end with it that others need.
     *
     * @param name what the script calls itself
     * @param script the text, a constant
     * @param arguments what {@code $1}, {@code $2}... are
     * @return the command, with {@link #DEFAULT_TIMEOUT}
     */
    public static Command lastingScript(String name, String script, List<String> arguments) {
        return shell(script, LASTING_SCRIPT + name, arguments);
    }

    private static Command shell(String script, String title, List<String> arguments) {
        var argv = new ArrayList<>(List.of("sh", "-c", script, title));
        argv.addAll(arguments);
        return new Command(argv, Map.of(), DEFAULT_TIMEOUT);
    }

    /**
     * Whether it was made by {@link #script}: many such are short, and a host may run them in less time than others.
     *
     * @return true for a script of this program that is not a {@linkplain #lastingScript lasting} one
     */
    public boolean isScript() {
        return arguments.size() > 3
                && arguments.get(0).equals("sh")
                && arguments.get(3).startsWith(SCRIPT);
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
