package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.change.Fingerprint;
import io.github.microovn.rebuilder.config.ProductTree;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.deploy.Change.Kind;
import io.github.microovn.rebuilder.deploy.HostState.Standing;
import io.github.microovn.rebuilder.ledger.Content;
import io.github.microovn.rebuilder.ledger.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Decides what a host is owed: pure functions of what is there locally, what the host has and what its ledger says. */
final class Planner {

    private final List<Target> targets;
    private final ProductTree products;
    private final SchemaFiles schemas;

    Planner(List<Target> targets, ProductTree products) {
        this.targets = List.copyOf(targets);
        this.products = products;
        this.schemas = new SchemaFiles(targets);
    }

    /** How every local file stands to the one on a host, in the order of the configuration. */
    Map<Target, Standing> standings(Member member, HostState state, Desired desired) {
        Map<Target, Standing> standings = new LinkedHashMap<>();
        for (Target target : desired.scope().of(targets)) {
            Optional<Fingerprint> local = desired.files().get(target);
            if (local.isPresent()) {
                boolean built = desired.built().contains(target.localPath());
                String path = target.remotePathIn(member.directory());
                standings.put(target, state.standing(path, local.get(), built, desired.all()));
            }
        }
        return standings;
    }

    /** The targets that stand so to a host. */
    List<Target> targets(Member member, HostState state, Desired desired, Standing standing) {
        return standings(member, state, desired).entrySet().stream()
                .filter(entry -> entry.getValue() == standing)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What a round is to do on a host. */
    Work deploy(Member member, HostState state, Desired desired, boolean force) {
        List<Change> changes = new ArrayList<>();
        for (Target target : targets(member, state, desired, Standing.OWED)) {
            desired.files()
                    .get(target)
                    .ifPresent(local -> changes.add(
                            change(member, target, local, desired.files().stripped(target))));
        }
        return work(member, state, changes, desired, List.of(), force).withHooks(owedHooks(member, state, desired));
    }

    /** What is owed the hooks that follow it, but for targets that are left out. */
    private List<String> owedHooks(Member member, HostState state, Desired desired) {
        return state.ledger().hooks().stream()
                .filter(key -> desired.scope().targetsLeftOut().stream()
                        .noneMatch(target ->
                                target.remotePathIn(member.directory()).equals(key)))
                .toList();
    }

    private Change change(Member member, Target target, Fingerprint local, Optional<Path> stripped) {
        String shown = products.shown(target);
        return new Change(
                Kind.DEPLOY,
                target.localPath(),
                target.remotePathIn(member.directory()),
                shown,
                stripped.orElseGet(() -> Path.of(shown)),
                Optional.of(local.sha256()),
                local.sizeBytes(),
                target.services(),
                target.mode(),
                Optional.empty(),
                Optional.empty());
    }

    /** What takes a round back on a host. */
    Work undo(Member member, HostState state, Desired desired, int round, boolean force) {
        List<Change> changes = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        state.ledger().files().forEach((path, entry) -> {
            if (entry.round().equals(OptionalInt.of(round)) && inScope(member, path, desired)) {
                Change change = back(Kind.UNDO, member, path, entry, entry.previous(), desired);
                take(change, member, state, force, changes, kept);
            }
        });
        return work(member, state, changes, desired, kept, force);
    }

    /** What puts back on a host what was there before the tool came. */
    Work restore(Member member, HostState state, Desired desired, boolean force) {
        List<Change> changes = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        state.ledger().files().forEach((path, entry) -> {
            boolean there = entry.original()
                    .map(Content::sha256)
                    .equals(state.seen(path).sha256());
            if ((entry.deployed() || !there) && inScope(member, path, desired)) {
                Change change = back(Kind.RESTORE, member, path, entry, entry.original(), desired);
                take(change, member, state, force, changes, kept);
            }
        });
        return work(member, state, changes, desired, kept, force);
    }

    /** A schema goes back only by force: its database may lose what only the newer one has. */
    private void take(
            Change change, Member member, HostState state, boolean force, List<Change> changes, List<String> kept) {
        if (force || !schemas.has(member, state.ledger(), change.path())) {
            changes.add(change);
        } else {
            kept.add(change.name());
        }
    }

    /** Whether a file is touched: one that no target names is so only where no target is left out. */
    private boolean inScope(Member member, String path, Desired desired) {
        return desired.scope().targetsLeftOut().isEmpty()
                || desired.scope().of(targets).stream()
                        .anyMatch(target ->
                                target.remotePathIn(member.directory()).equals(path));
    }

    /** The restarts that are owed to a host; with targets left out only of services that the others name. */
    Set<String> owedRestarts(HostState state, Desired desired) {
        Set<String> owed = new LinkedHashSet<>(state.ledger().restarts());
        if (!desired.scope().targetsLeftOut().isEmpty()) {
            List<Target> touched = desired.scope().of(targets);
            owed.removeIf(service ->
                    touched.stream().noneMatch(target -> target.services().contains(service)));
        }
        return owed;
    }

    /** The name of a file that no target names any more is its path. */
    private Change back(
            Kind kind, Member member, String path, Entry entry, Optional<Content> content, Desired desired) {
        Optional<Target> named = targets.stream()
                .filter(target -> target.remotePathIn(member.directory()).equals(path))
                .findFirst();
        Optional<String> local =
                named.flatMap(target -> desired.files().get(target)).map(Fingerprint::sha256);
        return Change.back(
                kind,
                named.map(Target::localPath).orElse(path),
                path,
                content,
                entry.services(),
                local.or(() -> entry.current().map(Content::sha256)));
    }

    private Work work(
            Member member, HostState state, List<Change> changes, Desired desired, List<String> kept, boolean force) {
        Set<String> due = owedRestarts(state, desired);
        changes.forEach(change -> due.addAll(change.services()));
        Set<String> converted = new LinkedHashSet<>();
        changes.stream()
                .map(Change::path)
                .filter(path -> schemas.has(member, state.ledger(), path))
                .forEach(converted::add);
        state.ledger().schemas().owed().stream()
                .filter(path -> inScope(member, path, desired))
                .forEach(converted::add);
        return new Work(changes, inOrder(due), List.of(), List.copyOf(converted), kept, force);
    }

    /** In the order of the targets that name them; what no target names any more comes last. */
    private List<String> inOrder(Set<String> due) {
        Set<String> ordered = new LinkedHashSet<>();
        targets.forEach(
                target -> target.services().stream().filter(due::contains).forEach(ordered::add));
        ordered.addAll(due);
        return List.copyOf(ordered);
    }
}
