package io.github.microovn.rebuilder.hook;

import io.github.microovn.rebuilder.build.Build;
import io.github.microovn.rebuilder.build.BuildResult;
import io.github.microovn.rebuilder.build.LocalProgram;
import io.github.microovn.rebuilder.error.BuildException;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.IoReason;
import io.github.microovn.rebuilder.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs hooks on this machine, in the source directory, one at a time. */
public final class LocalHooks {

    /** Where hooks of this machine run, in events. */
    public static final String HOST = "local";

    private static final String LOG = "hook.log";

    private final Path directory;
    private final Map<String, String> environment;
    private final Path logs;
    private final Stoppable stoppable;
    private final Consumer<Event> events;

    /** Lets something be ended that runs. */
    @FunctionalInterface
    public interface Stoppable {
        /**
         * Does something that can be ended.
         *
         * @param end ends it and returns at once
         * @param work what is done
         */
        void during(Runnable end, Runnable work);
    }

    /**
     * Runs hooks on this machine.
     *
     * @param directory where they run
     * @param environment the variables that they get beside their own
     * @param logs where the output of the last one is kept
     * @param stoppable lets the user end them
     * @param events is told what happens
     */
    public LocalHooks(
            Path directory, Map<String, String> environment, Path logs, Stoppable stoppable, Consumer<Event> events) {
        this.directory = directory;
        this.environment = Map.copyOf(environment);
        this.logs = logs;
        this.stoppable = stoppable;
        this.events = events;
    }

    /**
     * Runs a hook and waits for its end.
     *
     * @param call the hook
     * @return why it failed, on one line; empty when it succeeded
     * @throws CancelledException when the user has ended it
     */
    public Optional<String> run(HookCall call) {
        HookTeller teller = new HookTeller(events, HOST, call);
        Optional<Path> copy = Optional.empty();
        try {
            copy = call.hook().script().isPresent()
                    ? Optional.of(executable(call.hook().script().get()))
                    : copy;
            return run(
                    call,
                    copy.map(file -> List.of(file.toString()))
                            .orElse(call.hook().argv()),
                    teller);
        } catch (IOException e) {
            return teller.failed("could not be run: " + IoReason.of(e));
        } catch (BuildException e) {
            return teller.failed("could not be run: " + e.getMessage());
        } finally {
            copy.ifPresent(file -> file.toFile().delete());
        }
    }

    private Optional<String> run(HookCall call, List<String> argv, HookTeller teller) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(call.environment());
        LocalProgram program = new LocalProgram(
                call.name(),
                argv,
                directory,
                variables,
                logs.resolve(LOG),
                call.hook().timeout());
        try (Build running = program.start(teller::output)) {
            stoppable.during(running::cancel, running::await);
            BuildResult result = running.await();
            if (result instanceof BuildResult.Cancelled) {
                teller.failed("was interrupted");
                throw new CancelledException(call.name(), null);
            }
            if (result instanceof BuildResult.Failed failed) {
                boolean late = failed.elapsed().compareTo(call.hook().timeout()) >= 0;
                return late ? teller.overdue() : teller.ended(failed.exitCode());
            }
            return teller.ended(0);
        }
    }

    /** The script may be on a disk that forbids programs, or not be marked as one: on hosts it need not be either. */
    private Path executable(Path script) throws IOException {
        Files.createDirectories(logs);
        Path copy = Files.createTempFile(logs, "hook-", ".sh");
        Files.write(copy, Files.readAllBytes(script));
        if (!copy.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + copy + " executable");
        }
        return copy;
    }
}
