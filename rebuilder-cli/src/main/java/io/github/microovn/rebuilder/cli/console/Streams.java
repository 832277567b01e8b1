package io.github.microovn.rebuilder.cli.console;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The three streams of a process.
 *
 * @param in where lines are read from
 * @param out where results go
 * @param err where complaints go
 * @param device the terminal that {@code in} and {@code out} are, when they are one that can be drawn on
 */
public record Streams(InputStream in, OutputStream out, OutputStream err, Optional<Terminal> device) {

    /**
     * Streams without a terminal.
     *
     * @param in where lines are read from
     * @param out where results go
     * @param err where complaints go
     */
    public Streams(InputStream in, OutputStream out, OutputStream err) {
        this(in, out, err, Optional.empty());
    }

    /**
     * Whether a user sits at a terminal that can be drawn on.
     *
     * @return true when there is a device
     */
    public boolean terminal() {
        return device.isPresent();
    }

    /**
     * The streams of this process. A terminal that says it is dumb, or a user who asks for plain output by
     * {@code NO_COLOR}, counts as none.
     *
     * @param environment the variables that say so
     * @return the streams, unbuffered
     */
    public static Streams ofProcess(Map<String, String> environment) {
        boolean drawable = !environment.getOrDefault("TERM", "dumb").equals("dumb")
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && isTerminal(System.console());
        return new Streams(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                drawable ? Optional.of(JLineTerminal.ofProcess()) : Optional.empty());
    }

    /** Until JDK 21 a console is a terminal; later ones hand out a console in any case and have to be asked. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
