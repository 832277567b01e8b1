package io.github.microovn.rebuilder.build;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What to build. Immutable.
 *
 * @param sourceDirectory the directory to build in
 * @param jobs how many jobs may run at once, at least 1
 * @param logDirectory where {@code build.log} is written, replacing the one of an earlier build; created when missing
 * @param timeout how long the build may take; then it is ended
 */
public record BuildRequest(Path sourceDirectory, int jobs, Path logDirectory, Duration timeout) {

    /** How long a build may take that names no other time. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(6);

    /** {@inheritDoc} */
    public BuildRequest {
        if (jobs < 1) {
            throw new IllegalArgumentException("jobs: " + jobs);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: " + timeout);
        }
    }

    /**
     * A build with {@link #DEFAULT_TIMEOUT}.
     *
     * @param sourceDirectory the directory to build in
     * @param jobs how many jobs may run at once, at least 1
     * @param logDirectory where {@code build.log} is written
     * @return the request
     */
    public static BuildRequest of(Path sourceDirectory, int jobs, Path logDirectory) {
        return new BuildRequest(sourceDirectory, jobs, logDirectory, DEFAULT_TIMEOUT);
    }

    /**
     * This request with another deadline.
     *
     * @param limit how long the build may take
     * @return a copy
     */
    public BuildRequest withTimeout(Duration limit) {
        return new BuildRequest(sourceDirectory, jobs, logDirectory, limit);
    }
}
