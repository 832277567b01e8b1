package io.github.microovn.rebuilder.cli;

import io.github.microovn.rebuilder.cli.console.Output;
import io.github.microovn.rebuilder.cli.session.StateDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Tells a user of a bug of ours in one line, and keeps the stack trace for a report. */
final class CrashReport {

    private final Throwable failure;
    private final String stackTrace;

    CrashReport(Throwable failure) {
        this.failure = failure;
        this.stackTrace = stackTrace(failure);
    }

    /** The lines that Java prints about a failure. */
    static String stackTrace(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /**
     * Writes the line and the file.
     *
     * @param errors where the line goes
     * @param environment says where the file goes
     * @param debug whether the stack trace is shown as well
     */
    void write(Output errors, Map<String, String> environment, boolean debug) {
        errors.line("microovn-rebuilder: unexpected error, please report it: " + failure);
        if (debug) {
            stackTrace.lines().forEach(errors::line);
        }
        new StateDirectory(environment)
                .crashFile()
                .flatMap(this::save)
                .ifPresent(file -> errors.line("The stack trace is in " + file));
    }

    private Optional<Path> save(Path file) {
        try {
            return Optional.of(Files.writeString(file, "Java " + Runtime.version() + "\n" + stackTrace));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
