package io.github.microovn.rebuilder.deploy;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What hosts lack of local files, by what they have of earlier rounds. Thread-safe. */
final class Deltas {

    /** How many files' chunks stay: those of the last rounds, of as many targets as anybody has. */
    private static final int KEPT = 64;

    private final Map<String, Optional<Chunks>> known = new LinkedHashMap<>();

    /** The last one of each file: most hosts have the same. */
    private final Map<String, Found> last = new HashMap<>();

    private record Found(Optional<String> base, Optional<String> wanted, Optional<Delta> delta) {}

    /** What is to be sent of a local file to a host that has a content; empty when that is the whole. */
    synchronized Optional<Delta> of(Change change, Optional<String> base) {
        Found found = last.get(change.local());
        if (found == null || !found.base().equals(base) || !found.wanted().equals(change.sha256())) {
            found = new Found(base, change.sha256(), delta(change, base));
            last.put(change.local(), found);
        }
        return found.delta();
    }

    private Optional<Delta> delta(Change change, Optional<String> base) {
        Optional<Chunks> there = base.flatMap(sha256 -> known.getOrDefault(sha256, Optional.empty()));
        Optional<Chunks> wanted = change.sha256().flatMap(sha256 -> chunks(sha256, change, there));
        return wanted.flatMap(chunks -> there.flatMap(chunks::lacking));
    }

    private Optional<Chunks> chunks(String sha256, Change change, Optional<Chunks> similar) {
        Optional<Chunks> found = known.remove(sha256);
        if (found == null) {
            found = read(change, similar);
        }
        known.put(sha256, found);
        if (known.size() > KEPT) {
            known.remove(known.keySet().iterator().next());
        }
        return found;
    }

    /** Whatever cannot be read has its hash compared on the host all the same. */
    private static Optional<Chunks> read(Change change, Optional<Chunks> similar) {
        try {
            return Optional.of(Chunks.of(change.file(), similar));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
