package io.github.microovn.rebuilder;

import io.github.microovn.rebuilder.build.Build;
import io.github.microovn.rebuilder.build.BuildOutput;
import io.github.microovn.rebuilder.build.BuildRequest;
import io.github.microovn.rebuilder.build.BuildResult;
import io.github.microovn.rebuilder.build.Builder;
import io.github.microovn.rebuilder.build.ErrorLine;
import io.github.microovn.rebuilder.build.OutputNews;
import io.github.microovn.rebuilder.change.FingerprintScanner;
import io.github.microovn.rebuilder.change.Fingerprints;
import io.github.microovn.rebuilder.config.BuildSettings;
import io.github.microovn.rebuilder.config.Hook;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.deploy.Desired;
import io.github.microovn.rebuilder.deploy.Interruption;
import io.github.microovn.rebuilder.error.BuildException;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.IoReason;
import io.github.microovn.rebuilder.error.ProductException;
import io.github.microovn.rebuilder.event.BuildEvent;
import io.github.microovn.rebuilder.event.EventSink;
import io.github.microovn.rebuilder.hook.HookCall;
import io.github.microovn.rebuilder.hook.LocalHooks;
import io.github.microovn.rebuilder.ovsdb.ChecksumFix;
import io.github.microovn.rebuilder.result.RoundResult.Status;
import io.github.microovn.rebuilder.watch.SourceWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The source tree: it is built, and what it holds then is what the hosts should have. Used by one thread at a time. */
final class LocalTree implements AutoCloseable {

    private final RebuilderOptions options;
    private final Builder builder;
    private final Interruption interruption;
    private final EventSink events;
    private final BuildLog log;
    private final FingerprintScanner scanner;
    private final BuiltTargets built;
    private final LocalHooks hooks;
    private Fingerprints known;
    private @Nullable SourceWatch watch;

    LocalTree(RebuilderOptions options, Builder builder, Interruption interruption, EventSink events) {
        this.options = options;
        this.builder = builder;
        this.interruption = interruption;
        this.events = events;
        this.log = BuildLog.in(options.logDirectory());
        this.scanner = new FingerprintScanner(
                options.config().build().products(options.ovnSource()),
                log.stripper(options.config().deploy().strip()),
                options.logDirectory().map(directory -> directory.resolve("fingerprints")));
        this.built = new BuiltTargets(options.logDirectory());
        try {
            this.known = lenient(scanner, options.config().targets());
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
        this.hooks = new LocalHooks(
                Path.of(options.ovnSource()),
                options.environment(),
                log.directory(),
                interruption::during,
                events::emit);
        built.resume(options.config().targets(), known);
    }

    /** What is there now; a file that cannot be deployed counts as missing, so that its successor is a change. */
    private static Fingerprints lenient(FingerprintScanner scanner, List<Target> targets) {
        try {
            return scanner.scan(targets);
        } catch (ProductException e) {
            Fingerprints found = Fingerprints.NONE;
            for (Target target : targets) {
                try {
                    found = found.and(scanner.scan(List.of(target)));
                } catch (ProductException unusable) {
                    // A round that builds says so.
                }
            }
            return found;
        }
    }

    /** What the hosts should have, as it was last looked at. */
    Desired desired(boolean all) {
        return new Desired(known, built.names(), all, options.scope());
    }

    /** Runs hooks in the source directory. */
    LocalHooks hooks() {
        return hooks;
    }

    /** Builds and looks at what is there then; present when the round ends here. */
    Optional<Status> build() {
        BuildSettings settings = options.config().build();
        BuildRequest request = BuildRequest.of(Path.of(options.ovnSource()), options.jobs(), log.directory())
                .withCommand(settings.command())
                .withGoals(settings.goals(options.ovnSource(), options.config().targets()))
                .withTimeout(settings.timeout());
        BuildRequest placed = settings.directory().map(request::outOfTree).orElse(request);
        built.begin(options.config().targets(), known);
        return run("pre_build", options.config().hooks().preBuild())
                .or(() -> make(placed))
                .or(() -> run("post_build", options.config().hooks().postBuild()));
    }

    /** Runs hooks of the build; present when the round ends here. */
    private Optional<Status> run(String key, List<Hook> list) {
        long started = System.nanoTime();
        try {
            for (Hook hook : list) {
                Optional<String> failure = hooks.run(new HookCall(key, "", hook, HookCall.environment(Map.of())));
                if (failure.isPresent()) {
                    events.emit(new BuildEvent.Failed(key + " " + failure.get(), null, since(started)));
                    return Optional.of(Status.BUILD_FAILED);
                }
            }
            return Optional.empty();
        } catch (CancelledException e) {
            events.emit(new BuildEvent.Interrupted(since(started)));
            return Optional.of(Status.INTERRUPTED);
        }
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private Optional<Status> make(BuildRequest request) {
        if (watch != null) {
            watch.building();
        }
        events.emit(new BuildEvent.Started(options.ovnSource(), builder.command(request)));
        List<ErrorLine> errors = new CopyOnWriteArrayList<>();
        try (Build build = builder.start(request, news(errors))) {
            interruption.during(build::cancel, build::await);
            Optional<Status> ended = ended(build.await());
            if (ended.equals(Optional.of(Status.BUILD_FAILED))) {
                errors.stream().distinct().forEach(error -> advise(error, request.directory()));
            }
            return ended;
        } catch (BuildException e) {
            events.emit(new BuildEvent.Failed(String.valueOf(e.getMessage()), null, Duration.ZERO));
            return Optional.of(Status.BUILD_FAILED);
        } finally {
            if (watch != null) {
                watch.built();
            }
        }
    }

    private void advise(ErrorLine error, Path directory) {
        ChecksumFix.of(error, directory)
                .ifPresent(fix -> events.emit(new BuildEvent.SchemaChecksum(
                        fix.file(), fix.line(), fix.checksum(), fix.version(), fix.nextVersion(), fix.nextChecksum())));
    }

    private BuildOutput news(List<ErrorLine> errors) {
        return new OutputNews(
                line -> events.emit(new BuildEvent.Output(line)),
                error -> {
                    if (errors.isEmpty()) {
                        events.emit(new BuildEvent.ErrorFound(error.file(), error.line(), error.message()));
                    }
                    errors.add(error);
                },
                System::nanoTime);
    }

    private Optional<Status> ended(BuildResult result) {
        if (result instanceof BuildResult.Failed failed) {
            events.emit(new BuildEvent.Failed(failed.reason(), failed.log(), failed.elapsed()));
            return Optional.of(Status.BUILD_FAILED);
        }
        if (result instanceof BuildResult.Cancelled cancelled) {
            events.emit(new BuildEvent.Interrupted(cancelled.elapsed()));
            return Optional.of(Status.INTERRUPTED);
        }
        events.emit(new BuildEvent.Finished(result.elapsed()));
        return interruption.requested() ? Optional.of(Status.INTERRUPTED) : Optional.empty();
    }

    /**
     * Looks at what is there now, also after a build that failed half-way: that is what the hosts are owed. Present when it
     * cannot be deployed.
     *
     * @param loud whether to say what cannot be deployed
     */
    Optional<Status> rescan(boolean loud) {
        try {
            Fingerprints now = now();
            built.add(now.changedSince(known).stream().map(Target::localPath).toList());
            built.finished();
            known = now;
            return Optional.empty();
        } catch (ProductException e) {
            if (loud) {
                events.emit(new BuildEvent.Rejected(e.problems()));
            }
            return Optional.of(Status.BUILD_FAILED);
        }
    }

    /** What is left out need not be fit. */
    private Fingerprints now() {
        List<Target> leftOut = options.scope().targetsLeftOut();
        Fingerprints found = scanner.scan(options.targets());
        return leftOut.isEmpty() ? found : found.and(lenient(scanner, leftOut));
    }

    /** Watches the sources, until the session ends or it is asked again. */
    SourceWatch watch(Runnable due) {
        endWatch();
        try {
            SourceWatch started = SourceWatch.start(
                    options.ovnSource(), options.config().watch(), options.environment(), due, events);
            watch = started;
            return started;
        } catch (IOException e) {
            throw new BuildException("cannot watch " + options.ovnSource() + ": " + IoReason.of(e), e);
        }
    }

    private void endWatch() {
        if (watch != null) {
            watch.close();
        }
    }

    @Override
    public void close() {
        endWatch();
        log.close();
    }
}
