package io.github.microovn.rebuilder.cli.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that a test started, with its output on screens. */
public final class Child implements AutoCloseable {

    private final Process process;
    private final Screen screen = new Screen();
    private final Screen errors = new Screen();
    private final List<Thread> pumps;

    private Child(Process process) {
        this.process = process;
        this.pumps = List.of(pump(process.getInputStream(), screen), pump(process.getErrorStream(), errors));
    }

    /** Starts a process with variables beside those of this one; none of the program's own. */
    public static Child start(Map<String, String> variables, String... command) {
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("MICROOVN_REBUILDER_"));
        builder.environment().putAll(variables);
        try {
            return new Child(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command that has to succeed, without input; returns what it printed. */
    public static String run(String... command) {
        try (Child child = start(Map.of(), command)) {
            child.closeInput();
            if (child.exitCode() != 0) {
                throw new AssertionError(
                        Arrays.toString(command) + ": " + child.errors().bytes());
            }
            return child.screen().bytes();
        }
    }

    private static Thread pump(InputStream from, OutputStream to) {
        var thread = new Thread(
                () -> {
                    try (from) {
                        from.transferTo(to);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "pump");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    public Screen screen() {
        return screen;
    }

    public Screen errors() {
        return errors;
    }

    /** Types a text. */
    public void type(String text) {
        try {
            process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the input. */
    public void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal, such as {@code INT}. */
    public void signal(String name) {
        run("kill", "-" + name, Long.toString(process.pid()));
    }

    /** Waits for the end of the process and of its output. */
    public int exitCode() {
        return exitCode(2, TimeUnit.MINUTES);
    }

    /** Waits for the end of a process that may take long. */
    public int exitCode(long time, TimeUnit unit) {
        try {
            if (!process.waitFor(time, unit)) {
                throw new AssertionError("still running: " + screen.bytes() + errors.bytes());
            }
            for (Thread pump : pumps) {
                pump.join(TimeUnit.SECONDS.toMillis(10));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
