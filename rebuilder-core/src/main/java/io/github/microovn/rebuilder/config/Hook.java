package io.github.microovn.rebuilder.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A command of the user's that a round runs.
 *
 * @param shown the command as a line, for messages
 * @param argv the program and its arguments; empty for a script
 * @param script the local script that is run instead, wherever it is to run
 * @param on where it runs
 * @param timeout how long it may run; then it is ended with all that it started
 */
public record Hook(String shown, List<String> argv, Optional<Path> script, Scope on, Duration timeout) {

    /** How long a hook may run that says nothing: 60 s. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    private static final int LONGEST_SHOWN = 100;

    /** Where a hook runs. */
    public enum Scope {
        /** On each host that it is about. */
        EACH,
        /** On the first of the hosts that it is about. */
        ONE,
        /** On this machine, once. */
        LOCAL
    }

    /** {@inheritDoc} */
    public Hook {
        argv = List.copyOf(argv);
    }

    /**
     * A line for a POSIX shell.
     *
     * @param line the line, or several
     * @param on where it runs
     * @return the hook, with {@link #DEFAULT_TIMEOUT}
     */
    public static Hook shell(String line, Scope on) {
        return new Hook(beginning(line), List.of("sh", "-c", line), Optional.empty(), on, DEFAULT_TIMEOUT);
    }

    /**
     * A program with its arguments.
     *
     * @param argv both
     * @param on where it runs
     * @return the hook, with {@link #DEFAULT_TIMEOUT}
     */
    public static Hook program(List<String> argv, Scope on) {
        return new Hook(beginning(String.join(" ", argv)), argv, Optional.empty(), on, DEFAULT_TIMEOUT);
    }

    /**
     * A local script.
     *
     * @param file the script; it is uploaded to the hosts, and removed there afterwards
     * @param on where it runs
     * @return the hook, with {@link #DEFAULT_TIMEOUT}
     */
    public static Hook script(Path file, Scope on) {
        return new Hook(file.toString(), List.of(), Optional.of(file), on, DEFAULT_TIMEOUT);
    }

    private static String beginning(String text) {
        List<String> lines = text.strip().lines().toList();
        String first = lines.isEmpty() ? "" : lines.get(0);
        boolean more = lines.size() > 1 || first.length() > LONGEST_SHOWN;
        return first.substring(0, Math.min(first.length(), LONGEST_SHOWN)) + (more ? " ..." : "");
    }

    /**
     * This hook with another deadline.
     *
     * @param limit how long it may run
     * @return a copy
     */
    public Hook withTimeout(Duration limit) {
        return new Hook(shown, argv, script, on, limit);
    }

    /**
     * Whether it runs once, for all hosts that it is about.
     *
     * @return true unless it runs on each of them
     */
    public boolean once() {
        return on != Scope.EACH;
    }
}
