package io.github.microovn.rebuilder.deploy;

import io.github.microovn.rebuilder.change.Fingerprint;
import io.github.microovn.rebuilder.ledger.Content;
import io.github.microovn.rebuilder.ledger.Entry;
import io.github.microovn.rebuilder.ledger.Ledger;
import io.github.microovn.rebuilder.ledger.LedgerText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a host has, as far as it is known. Immutable.
 *
 * @param files what is at each watched path
 * @param ledger what the tool has done there; nothing in it has begun and is not settled
 */
record HostState(Map<String, Seen> files, Ledger ledger) {

    /** Nothing is known. */
    static final HostState NONE = new HostState(Map.of(), Ledger.EMPTY);

    HostState {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /** How a local file stands to a host's. */
    enum Standing {
        /** The same bytes. */
        SAME,
        /** The host is to get it. */
        OWED,
        /** It differs, and the tool has never deployed it there, nor has a build of ours changed it. */
        FOREIGN,
        /** It was taken back from there and has not changed since. */
        WITHHELD
    }

    /** What an observation says; swaps that were cut off are settled by what is there. */
    static HostState of(Observation observation) {
        Map<String, Optional<String>> found = new LinkedHashMap<>();
        observation.files().forEach((path, seen) -> found.put(path, seen.sha256()));
        Ledger ledger = observation
                .ledger()
                .flatMap(LedgerText::read)
                .map(read -> read.settled(found))
                .orElse(
                        damage(observation).isPresent()
                                ? new Ledger(0, Ledger.EMPTY.files(), Ledger.EMPTY.restarts(), true)
                                : Ledger.EMPTY);
        return new HostState(observation.files(), ledger);
    }

    /** Why the ledger has to begin anew; empty when it need not. */
    static Optional<String> damage(Observation observation) {
        if (observation.ledger().isPresent()
                && observation.ledger().flatMap(LedgerText::read).isEmpty()) {
            return Optional.of("its ledger cannot be read");
        }
        return observation.ledgerLost() ? Optional.of("its ledger is missing") : Optional.empty();
    }

    Seen seen(String path) {
        return files.getOrDefault(path, Seen.NOTHING);
    }

    /** How a local file stands to the one at a path. */
    Standing standing(String path, Fingerprint local, boolean built, boolean all) {
        if (seen(path).sha256().equals(Optional.of(local.sha256()))) {
            return Standing.SAME;
        }
        if (all) {
            return Standing.OWED;
        }
        Optional<Entry> entry = ledger.entry(path);
        if (entry.flatMap(Entry::withheld).equals(Optional.of(local.sha256()))) {
            return Standing.WITHHELD;
        }
        return built || entry.filter(Entry::deployed).isPresent() ? Standing.OWED : Standing.FOREIGN;
    }

    /** Whether what is there is neither what the tool left nor the original. */
    boolean drifted(String path) {
        return ledger.entry(path)
                .filter(entry ->
                        !entry.current().map(Content::sha256).equals(seen(path).sha256()))
                .isPresent();
    }

    HostState with(Ledger changed) {
        return new HostState(files, changed);
    }

    HostState with(Map<String, Seen> changed, Ledger after) {
        Map<String, Seen> all = new LinkedHashMap<>(files);
        all.putAll(changed);
        return new HostState(all, after);
    }
}
