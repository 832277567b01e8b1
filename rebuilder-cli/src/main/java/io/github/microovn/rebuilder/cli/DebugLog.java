package io.github.microovn.rebuilder.cli;

import io.github.microovn.rebuilder.cli.console.Output;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what the libraries log to the user, who asked for it. Without it nothing is logged: events talk to users. */
final class DebugLog extends Handler {

    private final Output output;

    private DebugLog(Output output) {
        this.output = output;
        setFormatter(new SimpleFormatter());
    }

    /**
     * Sets up the logging of this process.
     *
     * @param wanted whether anything is logged
     * @param output where it goes
     */
    static void configure(boolean wanted, Output output) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(wanted ? Level.FINE : Level.OFF);
        if (wanted) {
            root.addHandler(new DebugLog(output));
        }
    }

    @Override
    public void publish(LogRecord event) {
        if (isLoggable(event)) {
            output.line(
                    "debug: " + event.getLoggerName() + ": " + getFormatter().formatMessage(event));
            if (event.getThrown() != null) {
                CrashReport.stackTrace(event.getThrown()).lines().forEach(output::line);
            }
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
