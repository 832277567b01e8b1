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
     * The build has written something: its last line. There are at most ten of these a second, so not every line is told; the
     * log has them all.
     *
     * @param line the line, without colours and control characters
     */
    record Output(String line) implements BuildEvent {
        @Override
        public String type() {
            return "build.output";
        }
    }

    /**
     * The first error of a build, told while it still runs.
     *
     * @param file the file that has it, as the compiler named it; empty when nobody said
     * @param line the number of the line in it, from 1; 0 when nobody said
     * @param message what is wrong
     */
    record ErrorFound(String file, int line, String message) implements BuildEvent {
        @Override
        public String type() {
            return "build.error";
        }
    }

    /**
     * The build refused a schema that was edited, because its checksum was not; told after the failure.
     *
     * @param file the schema, as the build named it
     * @param line the number of the line that has the checksum, from 1
     * @param checksum the checksum of the schema as it is
     * @param version the version it has; empty when the file cannot be read
     * @param nextVersion the version after that; empty as well
     * @param nextChecksum the checksum of the schema with that version; empty as well
     */
    record SchemaChecksum(
            String file, int line, String checksum, String version, String nextVersion, String nextChecksum)
            implements BuildEvent {
        @Override
        public String type() {
            return "build.schema-checksum";
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
