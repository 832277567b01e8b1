package io.github.microovn.rebuilder.cluster;

import io.github.microovn.lxd.Instance;
import io.github.microovn.lxd.InstanceShell;
import io.github.microovn.lxd.error.LxdCancelledException;
import io.github.microovn.lxd.error.LxdException;
import io.github.microovn.lxd.model.ExecRequest;
import io.github.microovn.lxd.model.ExecResult;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.ClusterException;
import io.github.microovn.rebuilder.event.ClusterEvent;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.result.ClusterStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A node that something is done with: its instance, a shell there, and what becomes known of every step. */
final class Node implements AutoCloseable {

    /** A script has a deadline of its own; whoever waits for it allows for the way there and back. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    private static final int LONGEST_REASON = 600;

    private final Instance instance;
    private final InstanceShell shell;
    private final EventSink events;
    private final Duration timeout;

    Node(Instance instance, Duration timeout, EventSink events) {
        this.instance = instance;
        this.shell = instance.shell();
        this.timeout = timeout;
        this.events = events;
    }

    String name() {
        return instance.name();
    }

    Instance instance() {
        return instance;
    }

    Duration timeout() {
        return timeout;
    }

    /** The limit of a wait as scripts take it. */
    String seconds() {
        return String.valueOf(Math.max(1, timeout.toSeconds()));
    }

    /** Tells of something that happened there. */
    void tell(ClusterEvent event) {
        events.emit(event);
    }

    /**
     * Does a step, and tells of its beginning and end.
     *
     * @param step what
     * @param work does it, and says what came of it
     */
    void step(ClusterStep step, Supplier<String> work) {
        long started = System.nanoTime();
        events.emit(new ClusterEvent.StepStarted(name(), step));
        String detail = attempt(step, work);
        events.emit(new ClusterEvent.StepFinished(name(), step, detail, Duration.ofNanos(System.nanoTime() - started)));
    }

    /**
     * Does something as a part of a step.
     *
     * @param step the step, which a failure is reported with
     * @param work does it
     * @return what it yields
     */
    <T> T attempt(ClusterStep step, Supplier<T> work) {
        try {
            return work.get();
        } catch (LxdCancelledException e) {
            throw new CancelledException(step.doing() + " on " + name(), e);
        } catch (LxdException e) {
            throw failed(step, oneLine(e.getMessage()));
        } catch (ScriptException e) {
            throw failed(step, oneLine(e.getMessage()));
        }
    }

    private ClusterException failed(ClusterStep step, String reason) {
        events.emit(new ClusterEvent.StepFailed(name(), step, reason));
        return new ClusterException(List.of(new ClusterException.Problem(name(), step, reason)));
    }

    /** Runs a script that ends with this process: it looks at something, or may be run again. */
    String run(Scripts script, String... arguments) {
        return output(ask(script, arguments));
    }

    /** Runs a script, whose exit code says something. */
    ExecResult ask(Scripts script, String... arguments) {
        return shell.run(request(script, arguments));
    }

    /** Runs a script to its end, also when this process is gone before. */
    void complete(Scripts script, String... arguments) {
        output(instance.runRecorded(request(script, arguments)));
    }

    private ExecRequest request(Scripts script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script.text(), script.label()));
        command.addAll(List.of(arguments));
        return ExecRequest.of(command).withTimeout(timeout.plus(MARGIN));
    }

    private static String output(ExecResult result) {
        if (result.exitCode() == 0) {
            return result.stdout();
        }
        String said = (result.stderr().isBlank() ? result.stdout() : result.stderr()).strip();
        throw new ScriptException(said.isEmpty() ? "it ended with " + result.exitCode() : said);
    }

    static String oneLine(@Nullable String text) {
        String line = String.valueOf(text).lines().map(String::strip).collect(Collectors.joining(" "));
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "...";
    }

    /** Ends the shell. The connection belongs to whoever opened it. */
    @Override
    public void close() {
        shell.close();
    }
}
