package io.github.microovn.rebuilder.source;

import io.github.microovn.rebuilder.result.SourceStep;
import io.github.microovn.rebuilder.result.SourceStepResult;
import io.github.microovn.rebuilder.source.StepRunner.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes configure.
 *
 * @param id which of the two
 * @param directory the tree
 * @param place remembers what has begun
 * @param runner runs it
 */
record Boot(SourceStep id, Path directory, Workplace place, StepRunner runner) implements Step {

    @Override
    public Optional<String> done() {
        // automake, which comes last, makes Makefile.in; the remembrance covers what was killed before.
        boolean there = Files.isExecutable(directory.resolve("configure"))
                && Files.exists(directory.resolve("Makefile.in"))
                && !place.unfinished(id, directory);
        return there ? Optional.of("there is a configure") : Optional.empty();
    }

    @Override
    public SourceStepResult run() {
        return runner.run(new Job(id, directory, List.of("./boot.sh")));
    }
}
