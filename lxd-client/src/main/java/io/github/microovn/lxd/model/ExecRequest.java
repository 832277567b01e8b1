package io.github.microovn.lxd.model;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A command to run on an instance. Immutable: every {@code with} method returns a changed copy. There is no shell between:
 * the arguments arrive as they are.
 *
 * @param command the program and its arguments
 * @param environment variables over those the instance sets
 * @param user the numeric user id, root if null
 * @param group the numeric group id, root if null
 * @param directory the working directory, the user's home if null; a daemon before 5.21 goes to {@code /} where it does not exist
 * @param stdin what the command reads, nothing if null; read once, closed by nobody
 * @param timeout how long the command has before it is killed, no limit if null
 * @param outputGrace how long output is still awaited from processes that a command leaves behind when it ends
 */
public record ExecRequest(
        List<String> command,
        Map<String, String> environment,
        @Nullable Integer user,
        @Nullable Integer group,
        @Nullable String directory,
        @Nullable InputStream stdin,
        @Nullable Duration timeout,
        Duration outputGrace) {

    private static final Duration DEFAULT_OUTPUT_GRACE = Duration.ofSeconds(5);

    /** {@inheritDoc} */
    public ExecRequest {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command needs at least the program");
        }
        if (timeout != null && (timeout.isZero() || timeout.isNegative())) {
            throw new IllegalArgumentException("timeout must be positive: " + timeout);
        }
    }

    /**
     * Describes a command that runs as root, reads nothing and has no limit of time.
     *
     * @param program the program, looked up in the instance's PATH unless it has a slash
     * @param arguments its arguments
     * @return the request
     */
    public static ExecRequest of(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(Arrays.asList(arguments));
        return of(command);
    }

    /**
     * Describes a command that runs as root, reads nothing and has no limit of time.
     *
     * @param command the program and its arguments
     * @return the request
     */
    public static ExecRequest of(List<String> command) {
        return new ExecRequest(command, Map.of(), null, null, null, null, null, DEFAULT_OUTPUT_GRACE);
    }

    /**
     * Adds an environment variable.
     *
     * @param name its name
     * @param value its value
     * @return the changed copy
     */
    public ExecRequest withEnvironment(String name, String value) {
        return withEnvironment(Map.of(name, value));
    }

    /**
     * Adds environment variables.
     *
     * @param variables values by name
     * @return the changed copy
     */
    public ExecRequest withEnvironment(Map<String, String> variables) {
        Map<String, String> more = new TreeMap<>(environment);
        more.putAll(variables);
        return new ExecRequest(command, more, user, group, directory, stdin, timeout, outputGrace);
    }

    /**
     * Sets the user. The group stays root unless it is set too.
     *
     * @param id the numeric user id
     * @return the changed copy
     */
    public ExecRequest withUser(int id) {
        return new ExecRequest(command, environment, id, group, directory, stdin, timeout, outputGrace);
    }

    /**
     * Sets the group.
     *
     * @param id the numeric group id
     * @return the changed copy
     */
    public ExecRequest withGroup(int id) {
        return new ExecRequest(command, environment, user, id, directory, stdin, timeout, outputGrace);
    }

    /**
     * Sets the working directory.
     *
     * @param path an absolute path on the instance
     * @return the changed copy
     */
    public ExecRequest withDirectory(String path) {
        return new ExecRequest(command, environment, user, group, path, stdin, timeout, outputGrace);
    }

    /**
     * Sets what the command reads.
     *
     * @param input read to its end once, while the command runs; it stays open
     * @return the changed copy
     */
    public ExecRequest withStdin(InputStream input) {
        return new ExecRequest(command, environment, user, group, directory, input, timeout, outputGrace);
    }

    /**
     * Sets what the command reads.
     *
     * @param text sent as UTF-8
     * @return the changed copy
     */
    public ExecRequest withStdin(String text) {
        return withStdin(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Sets how long the command has. Then it gets signal 9; the processes it has started do not.
     *
     * @param limit a positive time
     * @return the changed copy
     */
    public ExecRequest withTimeout(Duration limit) {
        return new ExecRequest(command, environment, user, group, directory, stdin, limit, outputGrace);
    }

    /**
     * Sets how long output is awaited from processes that the command leaves behind. Daemons before 6.9 tell the exit
     * code only when the last of them has closed its output; after the grace that is a timeout. The default is 5 seconds.
     *
     * @param grace the time without any output after the end of the command
     * @return the changed copy
     */
    public ExecRequest withOutputGrace(Duration grace) {
        return new ExecRequest(command, environment, user, group, directory, stdin, timeout, grace);
    }

    /** {@return the command only; environment and input can hold secrets} */
    @Override
    public String toString() {
        return "ExecRequest" + command;
    }
}
