package io.github.microovn.rebuilder.cli.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A shell at a terminal of its own, made by script(1), that runs a program as a job; what the terminal was like is written down. */
public final class Pty implements AutoCloseable {

    /** Its arguments: a directory for notes, and the command. It goes on when the job is stopped, and continues it. */
    private static final String SHELL = """
            set -m
            notes=$1; shift
            stty cols 80 rows 24
            tty > "$notes/tty"
            stty -g > "$notes/before"
            sh -c 'echo $$ > "$0/pid"; exec "$@"' "$notes" "$@"
            code=$?
            if [ -e "$notes/stops" ]; then
              stty -g > "$notes/stopped"
              echo STOPPED
              fg > /dev/null
              code=$?
            fi
            stty -g > "$notes/after"
            echo "EXIT $code"
            """;

    private final Path notes;
    private final Child child;

    private Pty(Path notes, Child child) {
        this.notes = notes;
        this.child = child;
    }

    /** Whether there can be one on this machine. */
    public static void assumeAvailable() {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "script"))),
                "script(1) makes terminals");
    }

    /** Starts a command at a terminal of 80 columns and 24 rows. */
    public static Pty start(Path directory, Map<String, String> variables, List<String> command) throws IOException {
        Path notes = Files.createDirectories(directory);
        List<String> words = new ArrayList<>(List.of("sh", "-c", SHELL, "sh", notes.toString()));
        words.addAll(command);
        StringBuilder line = new StringBuilder();
        words.forEach(
                word -> line.append('\'').append(word.replace("'", "'\\''")).append("' "));
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("SHELL", "/bin/sh");
        return new Pty(notes, Child.start(environment, "script", "-qefc", line.toString(), "/dev/null"));
    }

    public Screen screen() {
        return child.screen();
    }

    public void type(String keys) {
        child.type(keys);
    }

    /** Tells the shell that the job will be stopped. */
    public void willStop() throws IOException {
        Files.createFile(notes.resolve("stops"));
    }

    /** Sends a signal to the program. */
    public void signal(String name) {
        Child.run("kill", "-" + name, note("pid"));
    }

    /** Gives the terminal another size. */
    public void resize(int columns, int rows) {
        Child.run("sh", "-c", "stty cols \"$1\" rows \"$2\" < \"$3\"", "sh", "" + columns, "" + rows, note("tty"));
    }

    /** How the terminal is set up now. */
    public String settings() {
        return Child.run("sh", "-c", "stty -g < \"$1\"", "sh", note("tty")).strip();
    }

    /** What the shell wrote down: before, stopped, after. */
    public String note(String name) {
        Path file = notes.resolve(name);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try {
            while (!Files.exists(file) || Files.readString(file).isBlank()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("no " + name + ", but:\n" + screen().bytes());
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end of the program, and returns its exit code. */
    public String exitCode() {
        screen().readTo("EXIT ");
        return screen().readTo("\n").strip();
    }

    @Override
    public void close() {
        child.close();
    }
}
