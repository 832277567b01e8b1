package io.github.microovn.rebuilder.deploy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a round is to do on one host.
 *
 * @param changes the files, in the order of the configuration
 * @param restarts the services to restart after that, each once; also those that earlier rounds still owe
 * @param hooks what earlier rounds owe the hooks that follow it, as the ledger has it
 * @param schemas files of which the database is converted when all hosts have them; also those that earlier rounds still owe
 * @param kept names of schemas that are not taken back with the rest
 * @param force whether a file that is neither ours nor the original may be put away for one that is put back, and whether
 *     a database may lose what it has
 */
record Work(
        List<Change> changes,
        List<String> restarts,
        List<String> hooks,
        List<String> schemas,
        List<String> kept,
        boolean force) {

    static final Work NONE = new Work(List.of(), List.of(), List.of(), List.of(), List.of(), false);

    Work {
        changes = List.copyOf(changes);
        restarts = List.copyOf(restarts);
        hooks = List.copyOf(hooks);
        schemas = List.copyOf(schemas);
        kept = List.copyOf(kept);
    }

    Work withHooks(List<String> owed) {
        return new Work(changes, restarts, owed, schemas, kept, force);
    }

    /** The same but for some changes, and the restarts that only they need. */
    Work without(List<Staged> left, Collection<String> owed) {
        List<Change> others = new ArrayList<>(changes);
        left.forEach(one -> others.remove(one.change()));
        List<String> due = restarts.stream()
                .filter(service -> owed.contains(service)
                        || others.stream().anyMatch(change -> change.services().contains(service)))
                .toList();
        List<String> converted = schemas.stream()
                .filter(path ->
                        left.stream().noneMatch(one -> one.change().path().equals(path)))
                .toList();
        return new Work(others, due, hooks, converted, kept, force);
    }

    boolean nothing() {
        return changes.isEmpty() && restarts.isEmpty() && hooks.isEmpty() && schemas.isEmpty();
    }
}
