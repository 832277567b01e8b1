package io.github.microovn.rebuilder.result;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How a step ended on the way to a source tree that is built. */
public sealed interface SourceStepResult {

    /**
     * The step.
     *
     * @return which one it is
     */
    SourceStep step();

    /**
     * Whether the next step can follow.
     *
     * @return true when it is done, now or long ago
     */
    default boolean succeeded() {
        return this instanceof Done || this instanceof Skipped;
    }

    /**
     * It was done.
     *
     * @param step the step
     * @param elapsed the time it took
     */
    record Done(SourceStep step, Duration elapsed) implements SourceStepResult {}

    /**
     * There was nothing to do.
     *
     * @param step the step
     * @param reason why: what is there already
     */
    record Skipped(SourceStep step, String reason) implements SourceStepResult {}

    /**
     * It failed.
     *
     * @param step the step
     * @param reason what was tried, why it failed and what to do: one line
     * @param log the file that has its output; absent when nothing ran
     * @param elapsed the time it took
     */
    record Failed(SourceStep step, String reason, Optional<Path> log, Duration elapsed) implements SourceStepResult {}

    /**
     * The user ended it, and none of its processes is left.
     *
     * @param step the step
     * @param elapsed the time it ran
     */
    record Interrupted(SourceStep step, Duration elapsed) implements SourceStepResult {}
}
