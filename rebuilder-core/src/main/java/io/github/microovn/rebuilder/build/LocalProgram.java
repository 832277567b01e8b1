package io.github.microovn.rebuilder.build;

import io.github.microovn.rebuilder.error.BuildException;
import io.github.microovn.rebuilder.error.IoReason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program to run on this machine beside make, in the same manner: in a session of its own, so that all of its processes end
 * together, with an empty standard input. Immutable.
 *
 * @param name what messages call it
 * @param argv the program and its arguments
 * @param directory where it runs
 * @param environment the variables it gets
 * @param log where its output is written
 * @param timeout how long it may run
 */
public record LocalProgram(
        String name, List<String> argv, Path directory, Map<String, String> environment, Path log, Duration timeout) {

    private static final Duration GRACE = Duration.ofSeconds(2);

    /** {@inheritDoc} */
    public LocalProgram {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    /**
     * Starts it.
     *
     * @param output is given its output while it runs
     * @return the running program
     * @throws BuildException when it cannot be run at all
     */
    public Build start(BuildOutput output) {
        List<String> words = new ArrayList<>(List.of("setsid"));
        words.addAll(argv);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return RunningMake.start(name, builder, log, timeout, GRACE, output);
        } catch (IOException e) {
            throw new BuildException("Cannot run " + name + " in " + directory + ": " + IoReason.of(e), e);
        }
    }
}
