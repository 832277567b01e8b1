package io.github.microovn.rebuilder.deploy;

import java.util.List;

/**
 * What a round is to do on one host.
 *
 * @param changes the files, in the order of the configuration
 * @param restarts the services to restart after that, each once; also those that earlier rounds still owe
 * @param force whether a file that is neither ours nor the original may be put away for one that is put back
 */
record Work(List<Change> changes, List<String> restarts, boolean force) {

    static final Work NONE = new Work(List.of(), List.of(), false);

    Work {
        changes = List.copyOf(changes);
        restarts = List.copyOf(restarts);
    }

    boolean nothing() {
        return changes.isEmpty() && restarts.isEmpty();
    }
}
