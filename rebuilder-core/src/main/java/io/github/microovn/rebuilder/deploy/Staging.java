package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.deploy.Change.Kind;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.RebuilderException;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.host.RemoteFiles;
import io.github.microovn.rebuilder.ledger.Content;
import io.github.microovn.rebuilder.ledger.Entry;
import io.github.microovn.rebuilder.result.Step;
import io.github.microovn.rebuilder.service.Restarts;
import io.github.microovn.rebuilder.service.ServiceState;
import io.github.microovn.rebuilder.service.SnapServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings everything a round needs to a host, beside the files it will replace, and verifies it there. Nothing that anybody
 * uses changes. Used by one thread at a time.
 */
final class Staging {

    private static final Logger LOG = LoggerFactory.getLogger(Staging.class);
    private static final int ANSWER_WORDS = 8;

    private final Member member;
    private final Session session;
    private final Attempts attempts;
    private final RemoteFiles files;
    private final Uploads uploads;
    private final Restarts restarts;
    private final List<Change> begun = new ArrayList<>();
    private List<Staged> staged = List.of();
    private List<Staged> foreign = List.of();
    private Map<String, ServiceState> states = Map.of();
    private Set<String> leading = Set.of();

    Staging(Member member, Session session, Attempts attempts) {
        this.member = member;
        this.session = session;
        this.attempts = attempts;
        this.files = new RemoteFiles(member.host());
        this.uploads = new Uploads(member, session, files);
        this.restarts = new Restarts(member.host(), session.rules());
    }

    /** What is ready to take its place. */
    List<Staged> staged() {
        return staged;
    }

    /** What is not to take its place, since somebody else has changed what is there. */
    List<Staged> foreign() {
        return foreign;
    }

    /** The states of the services that are due, as they are now. */
    Map<String, ServiceState> states() {
        return states;
    }

    /** Which of the services that are due lead or work for other hosts. */
    Set<String> leading() {
        return leading;
    }

    /** Uploads or copies, verifies, looks at the services. */
    void stage(Work work) {
        long started = System.nanoTime();
        work.changes().forEach(this::bring);
        attempts.begin(Step.VERIFY);
        session.emit(new HostEvent.Working(member.name(), Step.VERIFY, List.of()));
        List<String> lines = prepared(work);
        int count = work.changes().size();
        List<String> asked = restarts.asked(work.restarts());
        List<Staged> ready = new ArrayList<>();
        Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        for (int i = 0; i < count; i++) {
            ready.add(verify(work.changes().get(i), lines.get(i), elapsed));
        }
        leading = Restarts.leading(asked, lines.subList(count, count + asked.size()));
        String shown = String.join("\n", lines.subList(count + asked.size(), lines.size()));
        states = SnapServices.states(work.restarts(), shown);
        List<Staged> whole = withHashes(ready);
        foreign = work.force()
                ? List.of()
                : whole.stream().filter(one -> !ours(one)).toList();
        staged = whole.stream().filter(one -> !foreign.contains(one)).toList();
        attempts.begin(Step.OBSERVE);
        states.forEach(this::requireKnown);
    }

    private void bring(Change change) {
        attempts.begin(Step.UPLOAD);
        if (Thread.currentThread().isInterrupted()) {
            throw new CancelledException("uploading", null);
        }
        begun.add(change);
        if (change.kind() != Kind.DEPLOY) {
            session.emit(new HostEvent.PuttingBack(
                    member.name(), change.name(), change.path(), change.sha256().orElse("")));
            return;
        }
        session.emit(new HostEvent.Uploading(
                member.name(), change.name(), change.local(), change.path(), change.sizeBytes()));
        attempts.perform(what(change), () -> uploads.bring(change, stagedPath(change)));
    }

    private List<String> prepared(Work work) {
        String failed = "Failed to verify the uploaded files: ";
        List<String> lines = attempts.attempt(failed, () -> prepare(work));
        List<Change> wrong = uploads.finish(work.changes(), lines);
        wrong.forEach(change -> attempts.perform(what(change), () -> uploads.bringWhole(change, stagedPath(change))));
        return wrong.isEmpty() ? lines : attempts.attempt(failed, () -> prepare(work));
    }

    /** What the host answers: a line for each change, one for each service that is asked, the services' states. */
    private List<String> prepare(Work work) {
        List<String> arguments = new ArrayList<>(List.of(
                HostScripts.HOME,
                session.lease().id(),
                Integer.toString(work.changes().size())));
        work.changes().forEach(change -> arguments.addAll(words(change)));
        List<String> asked = restarts.asked(work.restarts());
        arguments.addAll(restarts.questions(asked));
        arguments.addAll(SnapServices.showCommand(work.restarts()));
        CommandResult result = member.host()
                .run(Command.script("prepare", HostScripts.PREPARE, arguments)
                        .withTimeout(Command.DEFAULT_TIMEOUT.multipliedBy(
                                Math.max(1, work.changes().size()))));
        List<String> lines = result.stdout().lines().toList();
        session.requireLock(member, lines);
        if (!result.succeeded() || lines.size() < work.changes().size() + asked.size()) {
            throw attempts.failure(result.complaint());
        }
        return lines;
    }

    private List<String> words(Change change) {
        String source = change.kind() == Kind.DEPLOY
                ? uploads.steps(change).map(steps -> "@" + steps).orElse("-")
                : change.sha256().map(Staging::object).orElse("-");
        return List.of(
                source,
                change.sha256().isPresent() ? stagedPath(change) : "-",
                change.path(),
                change.exact()
                        .map(Content::mode)
                        .orElse(change.mode().isPresent() ? octal(change.mode().getAsInt()) : "keep"),
                change.exact().map(Content::owner).orElse("keep"),
                fallback(change));
    }

    /** The permissions and the owner where no file is: those of what the tool left there, if it did. */
    private String fallback(Change change) {
        return session.memory()
                .state(member.name())
                .ledger()
                .entry(change.path())
                .flatMap(Entry::current)
                .map(left -> left.mode() + " " + left.owner())
                .orElseGet(() ->
                        (change.local().isEmpty() ? "0755" : octal(LocalFile.mode(Path.of(change.local())))) + " 0:0");
    }

    private Staged verify(Change change, String line, Duration elapsed) {
        String[] words = line.split(" ");
        if (!words[0].equals("staged") || words.length != ANSWER_WORDS) {
            throw attempts.failure(what(change) + line.substring(line.indexOf(' ') + 1));
        }
        Seen made = words[1].equals("-") ? Seen.NOTHING : seen(words[1], words, 2);
        if (!change.sha256().equals(made.sha256())) {
            throw attempts.failure(what(change)
                    + (change.kind() == Kind.DEPLOY
                            ? "what arrived is not what was built; did the file change during the upload? Try again"
                            : "what the host had kept is damaged: its sha256 is "
                                    + made.sha256().orElse("none")));
        }
        made.sha256()
                .ifPresent(hash -> session.emit(new HostEvent.Staged(member.name(), change.name(), hash, elapsed)));
        Optional<String> path = change.sha256().map(hash -> stagedPath(change));
        return new Staged(change, path, made, found(change, words));
    }

    /** What is at the path now; the hash is known where nobody has touched the file since it was computed. */
    private Seen found(Change change, String[] words) {
        if (words[7].equals("-")) {
            return Seen.NOTHING;
        }
        Seen known = session.memory().state(member.name()).seen(change.path());
        String hash = known.stamp().equals(words[7]) ? known.sha256().orElse("") : "";
        return seen(hash, words, 5);
    }

    private static Seen seen(String sha256, String[] words, int from) {
        return new Seen(Optional.of(new Content(sha256, words[from], words[from + 1])), words[from + 2]);
    }

    /** Computes the hashes of files that somebody else has touched. */
    private List<Staged> withHashes(List<Staged> ready) {
        List<String> unknown = ready.stream()
                .filter(one -> one.found().sha256().filter(String::isEmpty).isPresent())
                .map(one -> one.change().path())
                .toList();
        if (unknown.isEmpty()) {
            return ready;
        }
        List<Optional<String>> hashes =
                attempts.attempt("Failed to read the deployed files: ", () -> files.digests(unknown));
        return ready.stream()
                .map(one -> {
                    int index = unknown.indexOf(one.change().path());
                    return index < 0
                            ? one
                            : new Staged(one.change(), one.staged(), one.made(), hashed(one, hashes.get(index)));
                })
                .toList();
    }

    private static Seen hashed(Staged one, Optional<String> hash) {
        Optional<Content> content =
                one.found().content().flatMap(old -> hash.map(sum -> new Content(sum, old.mode(), old.owner())));
        return new Seen(content, one.found().stamp());
    }

    /** What is put back never takes the place of what somebody else has put there. */
    private boolean ours(Staged one) {
        return one.change().kind() == Kind.DEPLOY
                || session.memory()
                        .state(member.name())
                        .ledger()
                        .entry(one.change().path())
                        .filter(entry -> entry.knows(one.found().sha256()))
                        .isPresent();
    }

    private void requireKnown(String service, ServiceState state) {
        if (!state.known()) {
            throw attempts.failure("Failed to restart service: there is no service " + service + " on "
                    + member.host().description()
                    + "; nothing was replaced there, correct the name in the configuration");
        }
    }

    /** Removes what was staged and is not in place. Best effort: what stays is swept at the next connection. */
    void discard() {
        List<String> paths = begun.stream()
                .filter(change -> change.sha256().isPresent())
                .map(this::stagedPath)
                .toList();
        begun.clear();
        if (paths.isEmpty()) {
            return;
        }
        try {
            files.discard(paths);
        } catch (RebuilderException e) {
            LOG.debug("staged files stay on {}", member.name(), e);
        }
    }

    /** These are in place, and not staged any more. */
    void placed(List<Staged> inPlace) {
        inPlace.forEach(one -> begun.remove(one.change()));
    }

    static String object(String sha256) {
        return HostScripts.HOME + "/objects/" + sha256;
    }

    private String stagedPath(Change change) {
        return RemoteFiles.stagedPath(change.path(), session.lease().id());
    }

    private static String what(Change change) {
        return change.kind() == Kind.DEPLOY
                ? "Failed to upload file " + change.local() + " to " + change.path() + ": "
                : "Failed to put back " + change.path() + ": ";
    }

    private static String octal(int mode) {
        return "0" + Integer.toOctalString(mode);
    }
}
