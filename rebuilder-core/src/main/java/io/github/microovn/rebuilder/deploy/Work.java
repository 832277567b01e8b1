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
 * @param force whether a file that is neither ours nor the original may be put away for one that is put back
 */
record Work(List<Change> changes, List<String> restarts, List<String> hooks, boolean force) {

    static final Work NONE = new Work(List.of(), List.of(), List.of(), false);

    Work {
        changes = List.copyOf(changes);
        restarts = List.copyOf(restarts);
        hooks = List.copyOf(hooks);
    }

    Work withHooks(List<String> owed) {
        return new Work(changes, restarts, owed, force);
    }

    /** The same but for some changes, and the restarts that only they need. */
    Work without(List<Staged> left, Collection<String> owed) {
        List<Change> others = new ArrayList<>(changes);
        left.forEach(one -> others.remove(one.change()));
        List<String> due = restarts.stream()
                .filter(service -> owed.contains(service)
                        || others.stream().anyMatch(change -> change.services().contains(service)))
                .toList();
        return new Work(others, due, hooks, force);
    }

    boolean nothing() {
        return changes.isEmpty() && restarts.isEmpty() && hooks.isEmpty();
    }
}
