package io.github.microovn.rebuilder.source;

import io.github.microovn.rebuilder.error.IoReason;
import io.github.microovn.rebuilder.result.SourceStep;
import io.github.microovn.rebuilder.result.SourceStepResult;
import io.github.microovn.rebuilder.result.SourceStepResult.Done;
import io.github.microovn.rebuilder.result.SourceStepResult.Skipped;
import io.github.microovn.rebuilder.source.StepRunner.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs make, which itself recognises what is done.
 *
 * @param id which of the two
 * @param directory where it is built
 * @param products files that it makes, some of them
 * @param jobs how many jobs it may run at once
 * @param runner runs it
 */
record Make(SourceStep id, Path directory, List<String> products, int jobs, StepRunner runner) implements Step {

    @Override
    public Optional<String> done() {
        return Optional.empty();
    }

    @Override
    public SourceStepResult run() {
        try {
            List<FileTime> before = times();
            SourceStepResult result = runner.run(new Job(id, directory, List.of("make", "-j" + jobs)));
            boolean nothing = result instanceof Done && before.size() == products.size() && before.equals(times());
            return nothing ? new Skipped(id, "there was nothing to make") : result;
        } catch (IOException e) {
            return failed("cannot look at what is built in " + directory + ": " + IoReason.of(e));
        }
    }

    private List<FileTime> times() throws IOException {
        List<FileTime> times = new ArrayList<>();
        for (String product : products) {
            Path file = directory.resolve(product);
            if (Files.exists(file)) {
                times.add(Files.getLastModifiedTime(file));
            }
        }
        return times;
    }
}
