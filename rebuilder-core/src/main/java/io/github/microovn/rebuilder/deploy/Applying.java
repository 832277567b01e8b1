package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.deploy.Change.Kind;
import io.github.microovn.rebuilder.event.HostEvent;
import io.github.microovn.rebuilder.host.Command;
import io.github.microovn.rebuilder.host.CommandResult;
import io.github.microovn.rebuilder.ledger.Content;
import io.github.microovn.rebuilder.ledger.Ledger;
import io.github.microovn.rebuilder.result.Step;
import io.github.microovn.rebuilder.service.Restarted;
import io.github.microovn.rebuilder.service.Restarts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts what was staged in place and restarts services. The host's ledger says before the swap what is about to happen, in the
 * same call; the memory is told at once of everything that has. Used by one thread at a time.
 */
final class Applying {

    private final Member member;
    private final Session session;
    private final Attempts attempts;
    private final Staging staging;
    private final Restarts restarts;
    private final List<String> deployed = new ArrayList<>();
    private final Map<String, Restarted> restarted = new LinkedHashMap<>();
    private boolean applied;

    Applying(Member member, Session session, Attempts attempts, Staging staging) {
        this.member = member;
        this.session = session;
        this.attempts = attempts;
        this.staging = staging;
        this.restarts = new Restarts(member.host(), session.rules());
    }

    /** The names of the files that are in place. */
    List<String> deployed() {
        return deployed;
    }

    /** The services that were restarted. */
    Map<String, Restarted> restarted() {
        return restarted;
    }

    /** Whether the swap is over, or there was nothing to swap. */
    boolean applied() {
        return applied;
    }

    /**
     * Swaps, unless that is done, and restarts services, in one call.
     *
     * @param services the services to restart now
     * @param due all services that the host has to restart in this round
     * @param left services that are owed a restart and are not to have it
     */
    void apply(List<String> services, Collection<String> due, Collection<String> left) {
        List<Staged> swaps = applied ? List.of() : staging.staged();
        Ledger before = session.memory().state(member.name()).ledger();
        Ledger intent = intent(before, swaps);
        Ledger after = intent.settled().restarted(left);
        attempts.begin(swaps.isEmpty() ? Step.RESTART : Step.SWAP);
        if (swaps.isEmpty() && services.isEmpty() && before.equals(after)) {
            applied = true;
            return;
        }
        String recorded = due.isEmpty() ? argument(after, "after") : "";
        List<String> arguments = new ArrayList<>(List.of(
                HostScripts.HOME,
                session.lease().id(),
                swaps.isEmpty() ? "" : argument(intent, "before"),
                recorded,
                Integer.toString(swaps.size())));
        swaps.forEach(swap -> arguments.addAll(words(swap, after)));
        arguments.addAll(dropped(before, after));
        if (!services.isEmpty()) {
            arguments.addAll(restarts.arguments(services));
        }
        session.memory().doubt(member.name());
        session.emit(new HostEvent.Working(member.name(), attempts.step(), services));
        CommandResult result = attempts.attempt(
                swaps.isEmpty()
                        ? "Failed to restart " + String.join(", ", services) + ": "
                        : "Failed to replace the files: ",
                () -> member.host()
                        .run(Command.script("apply", HostScripts.APPLY, arguments)
                                .withTimeout(Restarts.timeout(services.size()))));
        List<String> lines = result.stdout().lines().toList();
        session.requireLock(member, lines);
        swapped(swaps, intent, left, lines, result);
        applied = true;
        restarted(services, lines, result);
    }

    private String argument(Ledger ledger, String name) {
        return attempts.attempt(
                "Failed to record what is about to happen: ",
                () -> LedgerArgument.of(ledger, member.host(), session.lease(), name));
    }

    private Ledger intent(Ledger before, List<Staged> swaps) {
        Ledger intent = before;
        Instant now = Instant.now();
        for (Staged swap : swaps) {
            Change change = swap.change();
            Optional<Content> made = swap.made().content();
            intent = change.kind() == Kind.DEPLOY && made.isPresent()
                    ? intent.deploying(
                            change.path(), swap.found().content(), made.get(), session.round(), now, change.services())
                    : intent.takingBack(change.path(), change.kind() == Kind.RESTORE, change.withheld())
                            .withoutHooks(List.of(change.path(), HookBook.POST_DEPLOY));
        }
        List<String> schemas = swaps.stream()
                .map(swap -> swap.change().path())
                .filter(path -> session.schemas().has(member, before, path))
                .toList();
        HookBook hooks = session.hooks();
        List<Change> changes = swaps.stream().map(Staged::change).toList();
        return intent.withSchemas(schemas).owingHooks(hooks.owed(member, hooks.brought(member, changes)));
    }

    /** The file that is replaced is kept where the ledger names it afterwards. */
    private static List<String> words(Staged swap, Ledger after) {
        Optional<String> kept = swap.found().sha256().filter(after.kept()::contains);
        return List.of(
                swap.staged().orElse("-"),
                swap.change().path(),
                kept.map(Staging::object).orElse("-"));
    }

    private static List<String> dropped(Ledger before, Ledger after) {
        Set<String> hashes = new LinkedHashSet<>(before.kept());
        hashes.removeAll(after.kept());
        List<String> words = new ArrayList<>(List.of(Integer.toString(hashes.size())));
        hashes.forEach(hash -> words.add(Staging.object(hash)));
        return words;
    }

    private void swapped(
            List<Staged> swaps, Ledger intent, Collection<String> left, List<String> lines, CommandResult result) {
        int count = (int) lines.stream().filter("swapped"::equals).count();
        List<Staged> inPlace = swaps.subList(0, Math.min(count, swaps.size()));
        Map<String, Seen> files = new LinkedHashMap<>();
        Map<String, Optional<String>> hashes = new LinkedHashMap<>();
        for (Staged swap : inPlace) {
            files.put(swap.change().path(), swap.made());
            hashes.put(swap.change().path(), swap.made().sha256());
        }
        Ledger settled = intent.settled(hashes).restarted(left);
        HostState state = session.memory().state(member.name()).with(files, settled);
        session.memory().observed(member.name(), state);
        staging.placed(inPlace);
        for (Staged swap : inPlace) {
            deployed.add(swap.change().name());
            session.emit(new HostEvent.Swapped(
                    member.name(),
                    swap.change().name(),
                    swap.change().path(),
                    swap.made().sha256().orElse("")));
        }
        if (inPlace.size() < swaps.size()) {
            String path = swaps.get(inPlace.size()).change().path();
            throw attempts.failure("Failed to replace remote file " + path + ": " + result.complaint());
        }
    }

    private void restarted(List<String> services, List<String> lines, CommandResult result) {
        attempts.begin(Step.RESTART);
        List<Restarted> done = Restarts.restarted(services, lines);
        for (Restarted one : done) {
            session.emit(new HostEvent.Restarting(member.name(), one.service()));
            restarted.put(one.service(), one);
            if (!one.succeeded()) {
                throw attempts.failure("Failed to restart service " + one.service() + ": " + one.problem());
            }
            session.emit(new HostEvent.Restarted(member.name(), one.service(), one.elapsed()));
        }
        if (done.size() < services.size()) {
            throw attempts.failure(
                    "Failed to restart service " + services.get(done.size()) + ": " + result.complaint());
        }
    }
}
