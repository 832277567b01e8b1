package io.github.microovn.rebuilder.host;

import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.error.IoReason;
import io.github.microovn.rebuilder.result.Step;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host that runs programs as some user: everything becomes root's by {@code sudo -n} where that user is another one, and
 * files travel as the standard input of a command, so that a file, too, is written as root.
 */
public abstract class ShellHost implements Host {

    private static final List<String> SUDO = List.of("sudo", "-n", "--", "env");

    private static final Pattern UNRESOLVED = Pattern.compile("\\Asudo: unable to resolve host [^\n]*\n");

    // id stands in front: a login as root needs no sudo, and may have none.
    private static final String WHO = """
            if [ "$(id -u)" = 0 ]; then echo root; exit; fi
            sudo -n true && echo sudo
            """;

    private final String name;

    /** What stands before every command to have it run as root. */
    private volatile List<String> prefix = List.of();

    /**
     * Takes the name.
     *
     * @param name the host's name
     */
    protected ShellHost(String name) {
        this.name = name;
    }

    /**
     * A program to run, as the user that the host is reached as.
     *
     * @param argv the program and its arguments
     * @param timeout how long it may run; then it and what it started is killed
     * @param input the file that it reads; absent: nothing
     * @param title what the program is called in messages
     * @param sent to be told how many bytes of the input have gone, by the thread that executes, where that is known
     */
    public record Execution(
            List<String> argv, Duration timeout, Optional<Path> input, String title, LongConsumer sent) {

        /**
         * A program nobody wants to know the progress of.
         *
         * @param argv the program and its arguments
         * @param timeout how long it may run
         * @param input the file that it reads
         * @param title what the program is called in messages
         */
        public Execution(List<String> argv, Duration timeout, Optional<Path> input, String title) {
            this(argv, timeout, input, title, sent -> {});
        }

        /** {@inheritDoc} */
        public Execution {
            argv = List.copyOf(argv);
        }

        /**
         * What to say when the program was killed at its deadline.
         *
         * @return a reason that names the program and the time
         */
        public String overdue() {
            String limit = timeout.toMillisPart() == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
            return "'" + title + "' did not end within " + limit + " and was killed";
        }
    }

    /**
     * Runs a program and waits for its end.
     *
     * @param execution what to run
     * @return what it answered
     * @throws HostUnavailableException when the host cannot be asked, or the program did not end in time
     */
    protected abstract CommandResult execute(Execution execution);

    /**
     * What ends a program on the host itself, where the caller may lose touch with it.
     *
     * @param timeout how long the program may run
     * @return words to stand before the program; none where they are not needed
     */
    protected List<String> guard(Duration timeout) {
        return List.of();
    }

    /**
     * Finds out how to be root.
     *
     * @param timeout how long that may take
     * @throws HostUnavailableException when there is no way to be it without a password
     */
    protected final void becomeRoot(Duration timeout) {
        Command who = Command.script("who", WHO, List.of()).withTimeout(timeout);
        CommandResult result = execute(execution(List.of(), who, Optional.empty()));
        switch (result.stdout().strip()) {
            case "root" -> prefix = List.of();
            case "sudo" -> prefix = SUDO;
            default ->
                throw new HostUnavailableException(
                        name,
                        "its user is not root and 'sudo -n' does not help ("
                                + withoutName(result).complaint()
                                + "); let sudo ask this user for no password (NOPASSWD), or connect as root",
                        null);
        }
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final CommandResult run(Command command) {
        return withoutName(execute(execution(prefix, command, Optional.empty())));
    }

    @Override
    public final void put(Path source, String remotePath, int mode) {
        put(source, remotePath, mode, sent -> {});
    }

    @Override
    public final void put(Path source, String remotePath, int mode, LongConsumer sent) {
        try (InputStream readable = Files.newInputStream(source)) {
            readable.readNBytes(1);
        } catch (IOException e) {
            throw failed("cannot read " + source + ": " + IoReason.of(e), e);
        }
        Execution upload = execution(prefix, RemoteScripts.put(remotePath, mode), Optional.of(source));
        CommandResult result = withoutName(
                execute(new Execution(upload.argv(), upload.timeout(), upload.input(), upload.title(), sent)));
        if (!result.succeeded()) {
            throw failed(result.complaint(), null);
        }
    }

    /** Without the words of a sudo on a host that does not know its own name, which come before anything that matters. */
    private static CommandResult withoutName(CommandResult result) {
        String errors = UNRESOLVED.matcher(result.stderr()).replaceFirst("");
        return errors.equals(result.stderr()) ? result : new CommandResult(result.exitCode(), result.stdout(), errors);
    }

    /** As root through {@code sudo}, {@code env} also makes 127 of a program that is not there, as a shell does. */
    private Execution execution(List<String> prefix, Command command, Optional<Path> input) {
        List<String> argv = new ArrayList<>(prefix);
        if (prefix.isEmpty() && !command.environment().isEmpty()) {
            argv.add("env");
        }
        command.environment().forEach((key, value) -> argv.add(key + "=" + value));
        argv.addAll(guard(command.timeout()));
        argv.addAll(command.arguments());
        return new Execution(argv, command.timeout(), input, title(command.arguments()));
    }

    private static String title(List<String> arguments) {
        boolean named = arguments.size() > 3 && arguments.get(1).equals("-c");
        return named ? arguments.get(3) : arguments.get(0);
    }

    private HostStepException failed(String reason, @Nullable Throwable cause) {
        return new HostStepException(name, Step.UPLOAD, reason, cause);
    }
}
