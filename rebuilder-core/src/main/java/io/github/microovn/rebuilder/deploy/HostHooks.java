package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.config.Hook;
import io.github.microovn.rebuilder.config.Hook.Scope;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.hook.HookCall;
import io.github.microovn.rebuilder.hook.RemoteHooks;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.result.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The hooks of one round on one host. Those that follow a deployment are owed, on the host as well, from before the swap until
 * they have succeeded. Used by one thread at a time.
 */
final class HostHooks {

    private final Member member;
    private final Session session;
    private final Attempts attempts;
    private final RemoteHooks remote;
    private final LedgerNote note;
    private final Set<String> done = new LinkedHashSet<>();
    private List<Target> brought = List.of();
    private Set<String> due = Set.of();
    private boolean followed;
    private long kept = System.nanoTime();
    private Optional<String> complaint = Optional.empty();

    HostHooks(Member member, Session session, Attempts attempts) {
        this.member = member;
        this.session = session;
        this.attempts = attempts;
        this.note = new LedgerNote(member, session, attempts);
        this.remote = new RemoteHooks(
                member.host(), HostScripts.HOME + "/.hook." + session.lease().id(), this::keepLock, session::emit);
    }

    /** The round's work is known. */
    void assign(Work work) {
        brought = session.hooks().brought(member, work.changes());
        due = new LinkedHashSet<>(work.hooks());
        due.addAll(session.hooks().owed(member, brought));
    }

    /** The threads that keep locks may all be waiting for hooks. */
    private void keepLock() {
        if (System.nanoTime() - kept > Lease.RENEWAL.toNanos()) {
            Command lock = Command.script(
                    "lock",
                    HostScripts.LOCK,
                    List.of(HostScripts.HOME, session.lease().id()));
            session.requireLock(member, member.host().run(lock).stdout().lines().toList());
            kept = System.nanoTime();
        }
    }

    private String path(Target target) {
        return target.remotePathIn(member.directory());
    }

    /** Whether the round brings files of targets here. */
    boolean deploys() {
        return !brought.isEmpty();
    }

    boolean brings(Target target) {
        return brought.contains(target);
    }

    /** Whether the hooks that follow this, by its name in the ledger, are due. */
    boolean due(String key) {
        return due.contains(key);
    }

    boolean dueAfter(Target target) {
        return due(path(target));
    }

    /** What is replaced here; after that also what was, and its hooks have not run. */
    List<String> changed(String key) {
        return session.hooks().targets().stream()
                .filter(target -> brings(target) || (!before(key) && dueAfter(target)))
                .map(Target::localPath)
                .toList();
    }

    private static boolean before(String key) {
        return key.startsWith("pre_");
    }

    /** Runs what comes before the swap on this host alone. */
    void before() {
        for (Target target : brought) {
            for (Hook hook : each(target.preExec())) {
                run(call(HookBook.PRE_EXEC, Optional.of(target), hook));
            }
        }
    }

    /** Runs what follows on this host alone, unless it has. */
    void after() {
        if (followed) {
            return;
        }
        for (Target target : session.hooks().targets()) {
            if (dueAfter(target)) {
                for (Hook hook : each(target.postExec())) {
                    run(call(HookBook.POST_EXEC, Optional.of(target), hook));
                }
            }
        }
        followed = true;
    }

    private static List<Hook> each(List<Hook> hooks) {
        return hooks.stream().filter(hook -> hook.on() == Scope.EACH).toList();
    }

    HookCall call(String key, Optional<Target> target, Hook hook) {
        return session.hooks().on(member, key, target, hook, session.round(), changed(key));
    }

    /** Runs a hook here; fails when it does. */
    void run(HookCall call) {
        attempts.begin(Step.HOOK);
        Optional<String> failure = attempts.attempt("Failed to run " + call.name() + ": ", () -> remote.run(call));
        failure.ifPresent(reason -> failed(call.key(), call.target(), call.name() + " " + reason));
    }

    /** A hook has failed, here or for this host as well: what it followed is owed again. */
    void failed(String key, String target, String reason) {
        attempts.begin(Step.HOOK);
        complaint = Optional.of(reason);
        if (!before(key)) {
            List<String> services = session.hooks().targets().stream()
                    .filter(one ->
                            target.isEmpty() ? brings(one) : one.localPath().equals(target))
                    .flatMap(one -> one.services().stream())
                    .toList();
            note.write(ledger -> ledger.owing(services).withoutHooks(done));
        }
        throw attempts.failure(
                reason + (before(key) ? "; nothing was replaced" : "; the files are in place, and it is owed again"));
    }

    /** What was wrong with the hook that has failed. */
    Optional<String> complaint() {
        return complaint;
    }

    /** Whether everything that follows has run. */
    boolean complete() {
        return done.containsAll(due);
    }

    /** What follows these has run wherever it has to. */
    void done(Collection<String> keys) {
        done.addAll(keys);
    }

    void doneAfter(Target target) {
        done.add(path(target));
    }

    /** What has run is not owed any more; nor is what the configuration has no hooks for. */
    void settle() {
        if (due.isEmpty()) {
            return;
        }
        List<String> unknown = new ArrayList<>(due);
        session.hooks().targets().stream()
                .filter(target -> !target.postExec().isEmpty())
                .forEach(target -> unknown.remove(path(target)));
        if (!session.hooks().postDeploy().isEmpty()) {
            unknown.remove(HookBook.POST_DEPLOY);
        }
        done.addAll(unknown);
        attempts.begin(Step.HOOK);
        note.write(ledger -> ledger.withoutHooks(done));
    }
}
