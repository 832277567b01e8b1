package io.github.microovn.rebuilder.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.rebuilder.build.Build;
import io.github.microovn.rebuilder.build.BuildOutput;
import io.github.microovn.rebuilder.build.BuildResult;
import io.github.microovn.rebuilder.build.LocalProgram;
import io.github.microovn.rebuilder.build.OutputNews;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.event.SourceEvent;
import io.github.microovn.rebuilder.result.SourceStep;
import io.github.microovn.rebuilder.result.SourceStepResult;
import io.github.microovn.rebuilder.result.SourceStepResult.Done;
import io.github.microovn.rebuilder.result.SourceStepResult.Failed;
import io.github.microovn.rebuilder.result.SourceStepResult.Interrupted;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the programs of a run, one at a time, until it is stopped. {@link #stop} may come from any thread. */
final class StepRunner {

    private static final Duration LIMIT = Duration.ofHours(6);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    /** What git has in the environment of a hook or an alias: it would make it work on another repository. */
    private static final Set<String> ELSEWHERE = Set.of(
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_PREFIX",
            "GIT_COMMON_DIR",
            "GIT_NAMESPACE",
            "GIT_OBJECT_DIRECTORY",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES");

    private final Workplace place;
    private final Map<String, String> environment;
    private final EventSink events;
    private @Nullable Build running;
    private boolean stopped;

    /**
     * Something to run for a step.
     *
     * @param step the step
     * @param directory where it runs
     * @param argv the program and its arguments
     * @param shown the same for a reader
     * @param environment variables beside those of all
     */
    record Job(
            SourceStep step, Path directory, List<String> argv, List<String> shown, Map<String, String> environment) {

        Job(SourceStep step, Path directory, List<String> argv) {
            this(step, directory, argv, argv, Map.of());
        }
    }

    /**
     * What a program that was asked something answered.
     *
     * @param exitCode its exit code
     * @param lines what it wrote, errors too, without git's warnings
     */
    record Answer(int exitCode, List<String> lines) {

        boolean succeeded() {
            return exitCode == 0;
        }

        /** Its only or first line; empty when it failed or wrote nothing. */
        Optional<String> line() {
            return succeeded() ? lines.stream().findFirst() : Optional.empty();
        }

        /** Why it failed. */
        String complaint() {
            return lines.stream().findFirst().orElse("exit code " + exitCode);
        }
    }

    StepRunner(Workplace place, Map<String, String> environment, Path top, EventSink events) {
        this.place = place;
        this.events = events;
        Map<String, String> variables = new HashMap<>(environment);
        variables.keySet().removeAll(ELSEWHERE);
        // There is no terminal to ask at: without this git says only that it has none.
        variables.put("GIT_TERMINAL_PROMPT", "0");
        variables.put(Workplace.MARK, top.toString());
        this.environment = Map.copyOf(variables);
    }

    /** Runs a program and tells what it does; a success still has to be told. */
    SourceStepResult run(Job job) {
        events.emit(new SourceEvent.StepStarted(job.step(), job.directory().toString(), job.shown()));
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(job.environment());
        LocalProgram program = new LocalProgram(
                job.shown().get(0), job.argv(), job.directory(), variables, place.log(job.step()), LIMIT);
        place.begin(job.step(), job.directory());
        BuildResult result = follow(program, news(job.step()));
        if (result instanceof BuildResult.Failed failed) {
            return new Failed(job.step(), failed.reason(), Optional.of(failed.log()), failed.elapsed());
        }
        return result instanceof BuildResult.Cancelled
                ? new Interrupted(job.step(), result.elapsed())
                : new Done(job.step(), result.elapsed());
    }

    private BuildOutput news(SourceStep step) {
        return new OutputNews(
                line -> events.emit(new SourceEvent.Output(step, line)),
                error -> events.emit(new SourceEvent.ErrorFound(step, error.file(), error.line(), error.message())),
                System::nanoTime);
    }

    /** Asks a program something that it answers at once. */
    Answer ask(Path directory, String... argv) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        LocalProgram program =
                new LocalProgram(argv[0], List.of(argv), directory, environment, place.questions(), ANSWER);
        BuildResult result = follow(program, written::writeBytes);
        if (result instanceof BuildResult.Cancelled) {
            throw new CancelledException(argv[0], null);
        }
        List<String> lines = written.toString(UTF_8)
                .lines()
                .filter(line -> !line.startsWith("warning: ") && !line.startsWith("hint: "))
                .toList();
        return new Answer(result instanceof BuildResult.Failed failed ? failed.exitCode() : 0, lines);
    }

    private BuildResult follow(LocalProgram program, BuildOutput output) {
        try (Build build = program.start(output)) {
            synchronized (this) {
                running = build;
                if (stopped) {
                    build.cancel();
                }
            }
            return build.await();
        } finally {
            synchronized (this) {
                running = null;
            }
        }
    }

    /** Ends what runs, and whatever would run next. */
    synchronized void stop() {
        stopped = true;
        if (running != null) {
            running.cancel();
        }
    }

    /** Whether it was stopped. */
    synchronized boolean stopped() {
        return stopped;
    }
}
