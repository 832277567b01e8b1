package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.change.Fingerprint;
import io.github.microovn.rebuilder.change.Fingerprints;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import io.github.microovn.rebuilder.error.RebuilderException;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.host.RemoteFiles;
import io.github.microovn.rebuilder.host.RemoteFiles.Preparation;
import io.github.microovn.rebuilder.host.RemoteFiles.Prepared;
import io.github.microovn.rebuilder.host.RemoteFiles.Replacement;
import io.github.microovn.rebuilder.host.RemoteFiles.Swap;
import io.github.microovn.rebuilder.result.HostResult;
import io.github.microovn.rebuilder.result.HostResult.Failure;
import io.github.microovn.rebuilder.result.HostResult.Outcome;
import io.github.microovn.rebuilder.result.Step;
import io.github.microovn.rebuilder.service.ServiceState;
import io.github.microovn.rebuilder.service.SnapServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of one round on one host, in two halves: {@link #stage} changes nothing that anybody uses, {@link #apply} does
 * the rest once every host has staged. Used by one thread at a time.
 */
final class HostRound {

    private static final Logger LOG = LoggerFactory.getLogger(HostRound.class);

    private final Member member;
    private final Session session;
    private final RemoteFiles files;
    private final SnapServices services;

    private final Map<Target, Replacement> staged = new LinkedHashMap<>();
    private final List<String> deployed = new ArrayList<>();
    private final List<String> restarted = new ArrayList<>();
    private Plan.Work work = Plan.Work.NONE;
    private Map<String, ServiceState> states = Map.of();
    private Step step = Step.OBSERVE;
    private @Nullable Outcome outcome;
    private @Nullable Failure failure;

    HostRound(Member member, Session session) {
        this.member = member;
        this.session = session;
        this.files = new RemoteFiles(member.host());
        this.services = new SnapServices(member.host());
    }

    String host() {
        return member.name();
    }

    /** Whether it is over and had something to do. */
    boolean ended() {
        return outcome != null;
    }

    /** Finds out what the host has of the targets that were being swapped when it was lost. */
    void observe() {
        interruptibly(() -> {
            step = Step.OBSERVE;
            List<Target> doubts = session.backlog().doubts(host());
            List<String> paths = doubts.stream()
                    .map(target -> target.remotePathIn(member.directory()))
                    .toList();
            List<Optional<String>> found = attempt("Failed to read the deployed files", () -> files.digests(paths));
            Map<Target, Optional<String>> observed = new LinkedHashMap<>();
            doubts.forEach(target -> observed.put(target, found.get(observed.size())));
            session.backlog().observed(host(), observed);
        });
    }

    /** Gives it its work. */
    void assign(Plan.Work assigned) {
        work = assigned;
    }

    /** Uploads and verifies every file beside the one it will replace, and looks at the services. */
    void stage() {
        interruptibly(() -> {
            long started = System.nanoTime();
            work.uploads().forEach(this::upload);
            step = Step.VERIFY;
            Preparation preparation = attempt("Failed to verify the uploaded files", this::prepare);
            Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
            int i = 0;
            for (Map.Entry<Target, Replacement> entry : staged.entrySet()) {
                verify(entry.getKey(), entry.getValue(), preparation.files().get(i++), elapsed);
            }
            step = Step.OBSERVE;
            states = SnapServices.states(work.restarts(), preparation.output());
            states.forEach(this::requireKnown);
        });
    }

    /** Puts the staged files in place and restarts what is owed. */
    void apply() {
        guarded(() -> {
            if (!staged.isEmpty()) {
                step = Step.SWAP;
                swap();
            }
            step = Step.RESTART;
            work.restarts().forEach(this::restart);
            end(Outcome.OK);
        });
    }

    /** Ends without having changed anything: the user wants it so. */
    void abandon() {
        discard();
        end(Outcome.INTERRUPTED);
    }

    /** What became of it; what stays pending is computed against what is there locally. */
    HostResult result(Fingerprints now) {
        return session.result(host(), outcome == null ? Outcome.UNTOUCHED : outcome, deployed, restarted, failure, now);
    }

    private void upload(Target target, Fingerprint content) {
        step = Step.UPLOAD;
        if (Thread.currentThread().isInterrupted()) {
            throw new CancelledException("uploading", null);
        }
        String local = target.localPathIn(session.sourceDirectory());
        String remote = target.remotePathIn(member.directory());
        Path file = Path.of(local);
        int mode = LocalFile.mode(file);
        Replacement replacement =
                new Replacement(RemoteFiles.stagedPath(remote, session.id()), remote, target.mode(), mode);
        session.emit(new HostEvent.Uploading(host(), target.localPath(), local, remote, content.sizeBytes()));
        staged.put(target, replacement);
        attempt("Failed to upload file " + local + " to " + remote, () -> {
            files.stage(file, replacement.staged(), mode);
            return mode;
        });
    }

    private Preparation prepare() {
        return files.prepare(List.copyOf(staged.values()), SnapServices.showCommand(work.restarts()));
    }

    private void verify(Target target, Replacement replacement, Prepared prepared, Duration elapsed) {
        String what = "Failed to upload file " + target.localPathIn(session.sourceDirectory()) + " to "
                + replacement.path() + ": ";
        if (!prepared.problem().isEmpty()) {
            throw failed(Step.VERIFY, what + prepared.problem());
        }
        Fingerprint content = work.uploads().get(target);
        if (content == null || !content.sha256().equals(prepared.sha256())) {
            throw failed(
                    Step.VERIFY,
                    what + "what arrived is not what was built; did the file change during the upload? Try again");
        }
        session.emit(new HostEvent.Staged(host(), target.localPath(), prepared.sha256(), elapsed));
    }

    private void requireKnown(String service, ServiceState state) {
        if (!state.known()) {
            throw failed(
                    Step.OBSERVE,
                    "Failed to restart service: there is no service " + service + " on "
                            + member.host().description()
                            + "; nothing was replaced there, correct the name in the configuration");
        }
    }

    private void swap() {
        session.backlog().swapping(host(), work.uploads());
        Swap swap = attempt("Failed to replace the files", () -> files.swap(List.copyOf(staged.values())));
        List<Target> inPlace = List.copyOf(staged.keySet()).subList(0, swap.swapped());
        session.backlog().swapped(host(), inPlace);
        for (Target target : inPlace) {
            Replacement done = staged.get(target);
            Fingerprint content = work.uploads().get(target);
            if (done != null && content != null) {
                deployed.add(target.localPath());
                session.emit(new HostEvent.Swapped(host(), target.localPath(), done.path(), content.sha256()));
            }
        }
        inPlace.forEach(staged::remove);
        if (!staged.isEmpty()) {
            String path = staged.values().iterator().next().path();
            throw failed(Step.SWAP, "Failed to remove remote file " + path + ": " + swap.problem());
        }
    }

    private void restart(String service) {
        ServiceState state = states.get(service);
        if (state != null && !state.wanted()) {
            session.backlog().settledRestart(host(), service);
            if (session.firstTime(host(), service)) {
                session.emit(new HostEvent.ServiceSkipped(host(), service));
            }
            return;
        }
        session.emit(new HostEvent.Restarting(host(), service));
        long started = System.nanoTime();
        attempt("Failed to restart service " + service, () -> {
            services.restart(service);
            return service;
        });
        session.backlog().settledRestart(host(), service);
        restarted.add(service);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        session.emit(new HostEvent.Restarted(host(), service, elapsed));
    }

    /** Gives a failure the words for what was tried. */
    private <T> T attempt(String what, Supplier<T> action) {
        try {
            return action.get();
        } catch (HostStepException e) {
            throw new HostStepException(host(), step, what + ": " + e.reason(), e);
        } catch (HostUnavailableException e) {
            throw new HostStepException(host(), step, what + ": " + e.reason(), e);
        }
    }

    private HostStepException failed(Step failed, String reason) {
        return new HostStepException(host(), failed, reason, null);
    }

    /** Runs what may be left at any point: an interruption of the round interrupts this thread, but not its cleaning up. */
    private void interruptibly(Runnable action) {
        guarded(() -> {
            try {
                session.interruption().during(Thread.currentThread()::interrupt, action);
            } finally {
                // The pool's thread goes on to clean up, and to other hosts.
                Thread.interrupted();
            }
        });
    }

    /** Runs a part of the work; whatever goes wrong in it stays on this host. */
    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (CancelledException e) {
            discard();
            end(Outcome.INTERRUPTED);
        } catch (HostStepException e) {
            discard();
            fail(e.step(), e.reason());
        } catch (RuntimeException e) {
            LOG.error("unexpected failure on {}", host(), e);
            discard();
            fail(step, "unexpected: " + e);
        }
    }

    private void fail(Step failedStep, String reason) {
        failure = new Failure(failedStep, reason);
        session.emit(new HostEvent.Failed(host(), failedStep, reason));
        end(Outcome.FAILED);
    }

    private void end(Outcome reached) {
        outcome = reached;
    }

    /** Removes what was staged and is not in place. Best effort: what stays is swept at the next connection. */
    private void discard() {
        if (staged.isEmpty()) {
            return;
        }
        try {
            files.discard(staged.values().stream().map(Replacement::staged).toList());
        } catch (RebuilderException e) {
            LOG.debug("staged files stay on {}", host(), e);
        }
        staged.clear();
    }
}
