package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.change.Fingerprint;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done on one host in one round, step by step. A step that fails throws {@link HostStepException} with the words for
 * the user; the backlog is told at once of everything that it has to remember. Used by one thread at a time.
 */
final class HostSteps {

    private static final Logger LOG = LoggerFactory.getLogger(HostSteps.class);

    private final Member member;
    private final Session session;
    private final RemoteFiles files;
    private final SnapServices services;

    private final List<Upload> staged = new ArrayList<>();
    private final List<String> deployed = new ArrayList<>();
    private final List<String> restarted = new ArrayList<>();
    private Map<String, ServiceState> states = Map.of();
    private Step step = Step.OBSERVE;

    /** A target's new content on its way: from {@code local}, over the staged file, into place. */
    private record Upload(Target target, Fingerprint content, String local, Replacement replacement) {
        String what() {
            return "Failed to upload file " + local + " to " + replacement.path() + ": ";
        }
    }

    HostSteps(Member member, Session session) {
        this.member = member;
        this.session = session;
        this.files = new RemoteFiles(member.host());
        this.services = new SnapServices(member.host());
    }

    /** The step that is being taken, or was last. */
    Step step() {
        return step;
    }

    /** Local paths of the targets that are in place. */
    List<String> deployed() {
        return deployed;
    }

    /** The services that were restarted. */
    List<String> restarted() {
        return restarted;
    }

    /** Finds out what the host has of the targets that were being swapped when it was lost. */
    void settleDoubts() {
        step = Step.OBSERVE;
        List<Target> doubts = session.backlog().doubts(member.name());
        List<String> paths = doubts.stream()
                .map(target -> target.remotePathIn(member.directory()))
                .toList();
        List<Optional<String>> found = attempt("Failed to read the deployed files: ", () -> files.digests(paths));
        Map<Target, Optional<String>> observed = new LinkedHashMap<>();
        doubts.forEach(target -> observed.put(target, found.get(observed.size())));
        session.backlog().observed(member.name(), observed);
    }

    /** Uploads and verifies every file beside the one it will replace, and looks at the services. */
    void stage(Plan.Work work) {
        long started = System.nanoTime();
        work.uploads().forEach(this::upload);
        step = Step.VERIFY;
        List<Replacement> replacements = replacements();
        Preparation preparation = attempt(
                "Failed to verify the uploaded files: ",
                () -> files.prepare(replacements, SnapServices.showCommand(work.restarts())));
        Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        for (int i = 0; i < staged.size(); i++) {
            verify(staged.get(i), preparation.files().get(i), elapsed);
        }
        step = Step.OBSERVE;
        states = SnapServices.states(work.restarts(), preparation.output());
        states.forEach(this::requireKnown);
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
        String path = RemoteFiles.stagedPath(remote, session.id());
        Upload upload = new Upload(target, content, local, new Replacement(path, remote, target.mode(), mode));
        session.emit(new HostEvent.Uploading(member.name(), target.localPath(), local, remote, content.sizeBytes()));
        staged.add(upload);
        attempt(upload.what(), () -> {
            files.stage(file, path, mode);
            return upload;
        });
    }

    private void verify(Upload upload, Prepared prepared, Duration elapsed) {
        if (!prepared.problem().isEmpty()) {
            throw failure(upload.what() + prepared.problem());
        }
        if (!upload.content().sha256().equals(prepared.sha256())) {
            throw failure(upload.what()
                    + "what arrived is not what was built; did the file change during the upload? Try again");
        }
        session.emit(new HostEvent.Staged(member.name(), upload.target().localPath(), prepared.sha256(), elapsed));
    }

    private void requireKnown(String service, ServiceState state) {
        if (!state.known()) {
            throw failure("Failed to restart service: there is no service " + service + " on "
                    + member.host().description()
                    + "; nothing was replaced there, correct the name in the configuration");
        }
    }

    /** Puts the staged files in place. */
    void swap() {
        if (staged.isEmpty()) {
            return;
        }
        step = Step.SWAP;
        Map<Target, Fingerprint> contents = new LinkedHashMap<>();
        staged.forEach(upload -> contents.put(upload.target(), upload.content()));
        session.backlog().swapping(member.name(), contents);
        Swap swap = attempt("Failed to replace the files: ", () -> files.swap(replacements()));
        List<Upload> inPlace = staged.subList(0, swap.swapped());
        session.backlog()
                .swapped(member.name(), inPlace.stream().map(Upload::target).toList());
        for (Upload upload : inPlace) {
            deployed.add(upload.target().localPath());
            session.emit(new HostEvent.Swapped(
                    member.name(),
                    upload.target().localPath(),
                    upload.replacement().path(),
                    upload.content().sha256()));
        }
        inPlace.clear();
        if (!staged.isEmpty()) {
            String path = staged.get(0).replacement().path();
            throw failure("Failed to replace remote file " + path + ": " + swap.problem());
        }
    }

    /** Restarts a service, unless it is out of service there on purpose. */
    void restart(String service) {
        step = Step.RESTART;
        ServiceState state = states.get(service);
        if (state != null && !state.wanted()) {
            session.backlog().settledRestart(member.name(), service);
            if (session.firstTime(member.name(), service)) {
                session.emit(new HostEvent.ServiceSkipped(member.name(), service));
            }
            return;
        }
        session.emit(new HostEvent.Restarting(member.name(), service));
        long started = System.nanoTime();
        attempt("Failed to restart service " + service + ": ", () -> {
            services.restart(service);
            return service;
        });
        session.backlog().settledRestart(member.name(), service);
        restarted.add(service);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        session.emit(new HostEvent.Restarted(member.name(), service, elapsed));
    }

    /** Removes what was staged and is not in place. Best effort: what stays is swept at the next connection. */
    void discard() {
        if (staged.isEmpty()) {
            return;
        }
        try {
            files.discard(replacements().stream().map(Replacement::staged).toList());
        } catch (RebuilderException e) {
            LOG.debug("staged files stay on {}", member.name(), e);
        }
        staged.clear();
    }

    private List<Replacement> replacements() {
        return staged.stream().map(Upload::replacement).toList();
    }

    /** Gives a failure the words for what was tried. */
    private <T> T attempt(String what, Supplier<T> action) {
        try {
            return action.get();
        } catch (HostStepException e) {
            throw new HostStepException(member.name(), step, what + e.reason(), e);
        } catch (HostUnavailableException e) {
            throw new HostStepException(member.name(), step, what + e.reason(), e);
        }
    }

    private HostStepException failure(String reason) {
        return new HostStepException(member.name(), step, reason, null);
    }
}
