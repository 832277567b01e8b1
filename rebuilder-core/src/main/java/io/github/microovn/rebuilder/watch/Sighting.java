package io.github.microovn.rebuilder.watch;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What was seen to change.
 *
 * @param sources the sources and directories, each once, in the order they were seen
 * @param more whether others have changed that are not known
 */
record Sighting(Set<Path> sources, boolean more) {

    /** Nothing. */
    static final Sighting NOTHING = new Sighting(Set.of(), false);

    Sighting {
        sources = Collections.unmodifiableSet(new LinkedHashSet<>(sources));
    }

    boolean nothing() {
        return sources.isEmpty() && !more;
    }

    Sighting and(Sighting later) {
        Set<Path> both = new LinkedHashSet<>(sources);
        both.addAll(later.sources);
        return new Sighting(both, more || later.more);
    }

    Sighting without(Set<Path> others) {
        Set<Path> left = new LinkedHashSet<>(sources);
        left.removeAll(others);
        return new Sighting(left, more);
    }
}
