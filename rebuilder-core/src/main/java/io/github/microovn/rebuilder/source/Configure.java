package io.github.microovn.rebuilder.source;

import io.github.microovn.rebuilder.error.IoReason;
import io.github.microovn.rebuilder.result.SourceStep;
import io.github.microovn.rebuilder.result.SourceStepResult;
import io.github.microovn.rebuilder.source.StepRunner.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs configure.
 *
 * @param id which of the two
 * @param source the tree
 * @param build where it is built
 * @param arguments what configure is told
 * @param place remembers what has begun
 * @param runner runs it
 */
record Configure(SourceStep id, Path source, Path build, List<String> arguments, Workplace place, StepRunner runner)
        implements Step {

    @Override
    public Optional<String> done() {
        boolean there = Files.exists(build.resolve("config.status"))
                && Files.exists(build.resolve("Makefile"))
                && !place.unfinished(id, build);
        return there ? Optional.of("there is a config.status") : Optional.empty();
    }

    @Override
    public SourceStepResult run() {
        Path relative = build.relativize(source);
        String program = (relative.toString().isEmpty() ? "." : relative) + "/configure";
        List<String> argv = new ArrayList<>(List.of(program));
        argv.addAll(arguments);
        try {
            Files.createDirectories(build);
        } catch (IOException e) {
            return failed("cannot make " + build + ": " + IoReason.of(e));
        }
        return runner.run(new Job(id, build, argv));
    }
}
