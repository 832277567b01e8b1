package io.github.microovn.rebuilder.build;

import java.nio.file.Path;
import java.time.Duration;

/** How a build ended. */
public sealed interface BuildResult {

    /**
     * How long the build ran.
     *
     * @return the time from its start to the end of its last process
     */
    Duration elapsed();

    /**
     * Where the build's output is.
     *
     * @return the log file: every byte the build wrote, in order
     */
    Path log();

    /**
     * The build succeeded.
     *
     * @param elapsed how long it ran
     * @param log where its output is
     */
    record Succeeded(Duration elapsed, Path log) implements BuildResult {}

    /**
     * The build failed, was killed from outside, or took too long.
     *
     * @param exitCode the build's exit code; 128 plus the signal's number when a signal ended it
     * @param reason what happened: one line, such as {@code make ended with exit code 2}
     * @param elapsed how long it ran
     * @param log where its output is
     */
    record Failed(int exitCode, String reason, Duration elapsed, Path log) implements BuildResult {}

    /**
     * The build was cancelled, and none of its processes is left.
     *
     * @param elapsed how long it ran
     * @param log where its output is
     */
    record Cancelled(Duration elapsed, Path log) implements BuildResult {}
}
