package io.github.microovn.rebuilder.build;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to build. Immutable.
 *
 * @param sourceDirectory the directory of the sources
 * @param buildDirectory the directory to build in when that is another one
 * @param command the program that builds and its arguments
 * @param goals what it is asked for; empty: everything
 * @param jobs how many jobs may run at once, at least 1
 * @param logDirectory where {@code build.log} is written, replacing the one of an earlier build; created when missing
 * @param timeout how long the build may take; then it is ended
 */
public record BuildRequest(
        Path sourceDirectory,
        Optional<Path> buildDirectory,
        List<String> command,
        List<String> goals,
        int jobs,
        Path logDirectory,
        Duration timeout) {

    /** How long a build may take that names no other time. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(6);

    /** What builds where nothing else is named. */
    static final List<String> MAKE = List.of("make");

    /** {@inheritDoc} */
    public BuildRequest {
        command = List.copyOf(command);
        goals = List.copyOf(goals);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a build needs a program");
        }
        if (jobs < 1) {
            throw new IllegalArgumentException("jobs: " + jobs);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: " + timeout);
        }
    }

    /**
     * A build of everything by make, in the source directory, with {@link #DEFAULT_TIMEOUT}.
     *
     * @param sourceDirectory the directory to build in
     * @param jobs how many jobs may run at once, at least 1
     * @param logDirectory where {@code build.log} is written
     * @return the request
     */
    public static BuildRequest of(Path sourceDirectory, int jobs, Path logDirectory) {
        return new BuildRequest(
                sourceDirectory, Optional.empty(), MAKE, List.of(), jobs, logDirectory, DEFAULT_TIMEOUT);
    }

    /**
     * The directory that the build runs in.
     *
     * @return the build directory, or else the source directory
     */
    public Path directory() {
        return buildDirectory.orElse(sourceDirectory);
    }

    /**
     * This request with another directory to build in.
     *
     * @param place the directory, relative to the source directory
     * @return a copy
     */
    public BuildRequest outOfTree(String place) {
        return new BuildRequest(
                sourceDirectory,
                Optional.of(sourceDirectory.resolve(place)),
                command,
                goals,
                jobs,
                logDirectory,
                timeout);
    }

    /**
     * This request with another program.
     *
     * @param argv the program and its arguments; make is told the jobs besides
     * @return a copy
     */
    public BuildRequest withCommand(List<String> argv) {
        return new BuildRequest(sourceDirectory, buildDirectory, argv, goals, jobs, logDirectory, timeout);
    }

    /**
     * This request for something else.
     *
     * @param words what the program is asked for; empty: everything
     * @return a copy
     */
    public BuildRequest withGoals(List<String> words) {
        return new BuildRequest(sourceDirectory, buildDirectory, command, words, jobs, logDirectory, timeout);
    }

    /**
     * This request with another deadline.
     *
     * @param limit how long the build may take
     * @return a copy
     */
    public BuildRequest withTimeout(Duration limit) {
        return new BuildRequest(sourceDirectory, buildDirectory, command, goals, jobs, logDirectory, limit);
    }
}
