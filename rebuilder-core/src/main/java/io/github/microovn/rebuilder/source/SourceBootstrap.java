package io.github.microovn.rebuilder.source;

import io.github.microovn.rebuilder.error.BuildException;
import io.github.microovn.rebuilder.event.Event;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.event.SourceEvent;
import io.github.microovn.rebuilder.host.ConnectOptions;
import io.github.microovn.rebuilder.host.Connectors;
import io.github.microovn.rebuilder.result.SourceStep;
import io.github.microovn.rebuilder.result.SourceStepResult;
import io.github.microovn.rebuilder.result.SourceStepResult.Done;
import io.github.microovn.rebuilder.result.SourceStepResult.Failed;
import io.github.microovn.rebuilder.result.SourceStepResult.Interrupted;
import io.github.microovn.rebuilder.result.SourceStepResult.Skipped;
import io.github.microovn.rebuilder.source.Requirements.Due;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gets a source tree of OVN that is built, step by step. A step that is done already is recognised and skipped, so that a run
 * goes on where another one failed, was interrupted or killed. Nothing that the user has changed is changed.
 */
public final class SourceBootstrap {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    private static final List<String> OVS_PRODUCTS = List.of("vswitchd/ovs-vswitchd", "ovsdb/ovsdb-server");
    private static final List<String> OVN_PRODUCTS = List.of("northd/ovn-northd", "controller/ovn-controller");

    private final SourceOptions options;
    private final Supplier<Connectors> connectors;
    private final EventSink events;
    private @Nullable StepRunner runner;
    private boolean stopped;

    /**
     * Prepares a run.
     *
     * @param options what is wanted
     * @param events is given everything that happens, by one thread at a time
     */
    public SourceBootstrap(SourceOptions options, Consumer<? super Event> events) {
        this(options, Connectors::load, events);
    }

    SourceBootstrap(SourceOptions options, Supplier<Connectors> connectors, Consumer<? super Event> events) {
        this.options = options;
        this.connectors = connectors;
        this.events = new EventSink(events);
    }

    /**
     * Takes all steps, or those up to the first that fails.
     *
     * @return how they ended, in order
     * @throws BuildException when nothing was begun: something lacks, is in the way, or another run is on it
     * @throws io.github.microovn.rebuilder.error.HostUnavailableException when the host that says the branch cannot be asked
     * @throws io.github.microovn.rebuilder.error.HostStepException when it does not know
     * @throws io.github.microovn.rebuilder.error.CancelledException when the calling thread is interrupted
     */
    public List<SourceStepResult> run() {
        long started = System.nanoTime();
        try (Workplace place = Workplace.take(options.logDirectory(), options.top())) {
            StepRunner own = new StepRunner(place, options.environment(), options.top(), events);
            begin(own);
            Optional<String> branch = options.branch().or(this::branchOfHost);
            List<Step> steps = steps(branch, place, own);
            prepare(steps, branch, own);
            List<SourceStepResult> results = new ArrayList<>();
            for (Step step : steps) {
                SourceStepResult result = take(step, place, own);
                results.add(result);
                if (!result.succeeded()) {
                    return results;
                }
            }
            Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
            events.emit(new SourceEvent.Ready(options.directory(), options.buildDirectory(), elapsed));
            return results;
        }
    }

    private synchronized void begin(StepRunner own) {
        runner = own;
        if (stopped) {
            own.stop();
        }
    }

    /** Ends the step that runs, with all its processes; {@link #run} returns then. From any thread. */
    public synchronized void stop() {
        stopped = true;
        if (runner != null) {
            runner.stop();
        }
    }

    private Optional<String> branchOfHost() {
        return options.host().map(host -> {
            SourceEvent.BranchFound found = HostBranch.ask(
                    host,
                    connectors.get(),
                    new ConnectOptions(CONNECT_TIMEOUT, options.environment(), options.asker()));
            events.emit(found);
            return found.branch();
        });
    }

    private List<Step> steps(Optional<String> branch, Workplace place, StepRunner own) {
        Path top = options.top();
        Path ovs = options.ovs();
        Path build = options.build();
        Flags flags = new Flags(options);
        return List.of(
                new CloneOvn(options, branch, own),
                new CloneOvs(options, own),
                new Boot(SourceStep.BOOT_OVS, ovs, place, own),
                new Configure(SourceStep.CONFIGURE_OVS, ovs, ovs, flags.ofOvs(), place, own),
                new Make(SourceStep.MAKE_OVS, ovs, OVS_PRODUCTS, options.jobs(), own),
                new Boot(SourceStep.BOOT_OVN, top, place, own),
                new Configure(SourceStep.CONFIGURE_OVN, top, build, flags.ofOvn(), place, own),
                new Make(SourceStep.MAKE_OVN, build, OVN_PRODUCTS, options.jobs(), own));
    }

    /** Whatever would fail after minutes is said now. */
    private void prepare(List<Step> steps, Optional<String> branch, StepRunner own) {
        List<SourceStep> due = steps.stream()
                .filter(step -> step.done().isEmpty())
                .map(Step::id)
                .toList();
        Path somewhere = Path.of("/");
        new Requirements(options.environment(), own, somewhere)
                .check(
                        new Due(
                                due.contains(SourceStep.CLONE_OVN) || due.contains(SourceStep.CLONE_OVS),
                                due.contains(SourceStep.BOOT_OVS) || due.contains(SourceStep.BOOT_OVN),
                                due.contains(SourceStep.CONFIGURE_OVS) || due.contains(SourceStep.CONFIGURE_OVN)),
                        events);
        new Flags(options).check(own);
        if (!due.contains(SourceStep.CLONE_OVN)) {
            new TreeRemarks(options, own, events).tell(branch);
        }
    }

    private SourceStepResult take(Step step, Workplace place, StepRunner own) {
        if (own.stopped()) {
            return told(new Interrupted(step.id(), Duration.ZERO));
        }
        Optional<String> done = step.done();
        if (done.isPresent()) {
            return told(new Skipped(step.id(), done.get()));
        }
        SourceStepResult result = step.run();
        if (result.succeeded()) {
            place.succeeded();
        }
        return told(result);
    }

    private SourceStepResult told(SourceStepResult result) {
        if (result instanceof Done done) {
            events.emit(new SourceEvent.StepFinished(done.step(), done.elapsed()));
        } else if (result instanceof Skipped skipped) {
            events.emit(new SourceEvent.StepSkipped(skipped.step(), skipped.reason()));
        } else if (result instanceof Failed failed) {
            events.emit(new SourceEvent.StepFailed(failed.step(), failed.reason(), failed.log(), failed.elapsed()));
        } else if (result instanceof Interrupted interrupted) {
            events.emit(new SourceEvent.StepInterrupted(interrupted.step(), interrupted.elapsed()));
        }
        return result;
    }
}
