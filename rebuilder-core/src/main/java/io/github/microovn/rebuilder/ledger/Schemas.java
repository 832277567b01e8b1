package io.github.microovn.rebuilder.ledger;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which files of a host are schemas of databases. Immutable.
 *
 * @param files all of them that the tool has ever put there or taken back
 * @param owed those of which the database has perhaps another schema, since they were replaced
 */
public record Schemas(Set<String> files, Set<String> owed) {

    /** There are none. */
    public static final Schemas NONE = new Schemas(Set.of(), Set.of());

    /** {@inheritDoc} */
    public Schemas {
        files = Collections.unmodifiableSet(new LinkedHashSet<>(files));
        owed = Collections.unmodifiableSet(new LinkedHashSet<>(owed));
    }

    Schemas with(Collection<String> paths) {
        Set<String> more = new LinkedHashSet<>(files);
        more.addAll(paths);
        return new Schemas(more, owed);
    }

    /** Files have been replaced; those that are no schemas do not matter. */
    Schemas swapped(Collection<String> paths) {
        Set<String> more = new LinkedHashSet<>(owed);
        paths.stream().filter(files::contains).forEach(more::add);
        return new Schemas(files, more);
    }

    Schemas converted(Collection<String> paths) {
        Set<String> left = new LinkedHashSet<>(owed);
        left.removeAll(paths);
        return new Schemas(files, left);
    }
}
