package io.github.microovn.rebuilder.event;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened to the local build. */
public sealed interface BuildEvent extends Event {

    /**
     * The build begins.
     *
     * @param directory the OVN source directory, as the user typed it
     * @param command what is run there
     */
    record Started(String directory, List<String> command) implements BuildEvent {
        /** {@inheritDoc} */
        public Started {
            command = List.copyOf(command);
        }

        @Override
        public String type() {
            return "build.started";
        }
    }

    /**
     * The build succeeded.
     *
     * @param elapsed the time it took
     */
    record Finished(Duration elapsed) implements BuildEvent {
        @Override
        public String type() {
            return "build.finished";
        }
    }

    /**
     * The build failed or could not be run.
     *
     * @param reason what was tried, why it failed and what to do: one line
     * @param log the file that has the build's output, byte for byte; absent when nothing ran
     * @param elapsed the time it took
     */
    record Failed(String reason, @Nullable Path log, Duration elapsed) implements BuildEvent {
        @Override
        public String type() {
            return "build.failed";
        }
    }

    /**
     * The build succeeded, but watched files cannot be deployed as they are; nothing is deployed.
     *
     * @param problems one line per file: which, why not, what to do
     */
    record Rejected(List<String> problems) implements BuildEvent {
        /** {@inheritDoc} */
        public Rejected {
            problems = List.copyOf(problems);
        }

        @Override
        public String type() {
            return "build.rejected";
        }
    }

    /**
     * The user ended the build.
     *
     * @param elapsed the time it ran
     */
    record Interrupted(Duration elapsed) implements BuildEvent {
        @Override
        public String type() {
            return "build.interrupted";
        }
    }
}
