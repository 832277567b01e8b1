package io.github.microovn.rebuilder.cli.console;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The three streams of a process.
 *
 * @param in where lines are read from
 * @param out where results go
 * @param err where complaints go
 * @param terminal whether {@code in} and {@code out} are a terminal that a line can be redrawn on
 */
public record Streams(InputStream in, OutputStream out, OutputStream err, boolean terminal) {

    /**
     * The streams of this process. A terminal that says it is dumb, or a user who asks for plain output by
     * {@code NO_COLOR}, counts as none.
     *
     * @param environment the variables that say so
     * @return the streams, unbuffered
     */
    public static Streams ofProcess(Map<String, String> environment) {
        return new Streams(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                !environment.getOrDefault("TERM", "dumb").equals("dumb")
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && isTerminal(System.console()));
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
