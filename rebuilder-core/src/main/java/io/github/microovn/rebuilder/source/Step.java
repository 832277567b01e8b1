package io.github.microovn.rebuilder.source;

import io.github.microovn.rebuilder.result.SourceStep;
import io.github.microovn.rebuilder.result.SourceStepResult;
import io.github.microovn.rebuilder.result.SourceStepResult.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** A step on the way, which recognises what is done already. */
interface Step {

    /** Which one it is. */
    SourceStep id();

    /**
     * Why there is nothing to do; empty when there is, also while that can only be told later.
     *
     * @throws io.github.microovn.rebuilder.error.BuildException when it can never be done with what is there
     */
    Optional<String> done();

    /** Does it. */
    SourceStepResult run();

    /** A failure before anything ran. */
    default Failed failed(String reason) {
        return new Failed(id(), reason, Optional.empty(), Duration.ZERO);
    }

    /** Whether there is a directory with something in it. */
    static boolean filled(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> content = Files.list(directory)) {
            return content.findAny().isPresent();
        }
    }
}
