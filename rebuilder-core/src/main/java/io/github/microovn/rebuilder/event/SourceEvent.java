package io.github.microovn.rebuilder.event;

import io.github.microovn.rebuilder.result.SourceStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something that happened on the way to a source tree of OVN that is built. */
public sealed interface SourceEvent extends Event {

    /**
     * The branch that fits a host was found.
     *
     * @param host the host's name
     * @param version the version of the OVN that the host's snap has
     * @param branch the branch that is cloned
     */
    record BranchFound(String host, String version, String branch) implements SourceEvent {
        @Override
        public String type() {
            return "source.branch";
        }
    }

    /**
     * Something is not installed that OVN can be built without, and has less to offer then.
     *
     * @param what what it is
     * @param packages the packages of Debian and Ubuntu that have it
     */
    record Lacking(List<String> what, List<String> packages) implements SourceEvent {
        /** {@inheritDoc} */
        public Lacking {
            what = List.copyOf(what);
            packages = List.copyOf(packages);
        }

        @Override
        public String type() {
            return "source.lacking";
        }
    }

    /**
     * Something in the tree is another than what was asked for, or changed by the user, and stays so.
     *
     * @param what what it is, and what to do to have it otherwise: one line
     */
    record LeftAlone(String what) implements SourceEvent {
        @Override
        public String type() {
            return "source.left-alone";
        }
    }

    /**
     * A step has nothing to do.
     *
     * @param step the step
     * @param reason what is there already
     */
    record StepSkipped(SourceStep step, String reason) implements SourceEvent {
        @Override
        public String type() {
            return "source.step-skipped";
        }
    }

    /**
     * A step begins.
     *
     * @param step the step
     * @param directory where it runs
     * @param command what is run there
     */
    record StepStarted(SourceStep step, String directory, List<String> command) implements SourceEvent {
        /** {@inheritDoc} */
        public StepStarted {
            command = List.copyOf(command);
        }

        @Override
        public String type() {
            return "source.step-started";
        }
    }

    /**
     * A step has written something: its last line. There are at most ten of these a second; the log has all lines.
     *
     * @param step the step
     * @param line the line, without colours and control characters
     */
    record Output(SourceStep step, String line) implements SourceEvent {
        @Override
        public String type() {
            return "source.output";
        }
    }

    /**
     * The first error of a step, told while it still runs.
     *
     * @param step the step
     * @param file the file that has it, as the compiler named it; empty when nobody said
     * @param line the number of the line in it, from 1; 0 when nobody said
     * @param message what is wrong
     */
    record ErrorFound(SourceStep step, String file, int line, String message) implements SourceEvent {
        @Override
        public String type() {
            return "source.error";
        }
    }

    /**
     * A step is done.
     *
     * @param step the step
     * @param elapsed the time it took
     */
    record StepFinished(SourceStep step, Duration elapsed) implements SourceEvent {
        @Override
        public String type() {
            return "source.step-finished";
        }
    }

    /**
     * A step has failed; those after it are not begun.
     *
     * @param step the step
     * @param reason what was tried, why it failed and what to do: one line
     * @param log the file that has its output, byte for byte; absent when nothing ran
     * @param elapsed the time it took
     */
    record StepFailed(SourceStep step, String reason, Optional<Path> log, Duration elapsed) implements SourceEvent {
        @Override
        public String type() {
            return "source.step-failed";
        }
    }

    /**
     * The user ended a step; none of its processes is left.
     *
     * @param step the step
     * @param elapsed the time it ran
     */
    record StepInterrupted(SourceStep step, Duration elapsed) implements SourceEvent {
        @Override
        public String type() {
            return "source.step-interrupted";
        }
    }

    /**
     * The tree is built.
     *
     * @param directory the source directory, as the user typed it
     * @param buildDirectory the directory of an out-of-tree build, relative to that; absent where there is none
     * @param elapsed the time that all steps took
     */
    record Ready(String directory, Optional<String> buildDirectory, Duration elapsed) implements SourceEvent {
        @Override
        public String type() {
            return "source.ready";
        }
    }
}
