package io.github.microovn.rebuilder.change;

import io.github.microovn.rebuilder.config.Target;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the watched files contained at one time. Immutable.
 *
 * @param byTarget the fingerprint of every watched file that existed, in the order of the configuration
 * @param strippedByTarget for those that the hosts get without debug information: the files that hold what was fingerprinted
 */
public record Fingerprints(Map<Target, Fingerprint> byTarget, Map<Target, Path> strippedByTarget) {

    /** No file existed. */
    public static final Fingerprints NONE = new Fingerprints(Map.of());

    /** {@inheritDoc} */
    public Fingerprints {
        byTarget = Collections.unmodifiableMap(new LinkedHashMap<>(byTarget));
        strippedByTarget = Map.copyOf(strippedByTarget);
    }

    /**
     * Of files that the hosts get as they are.
     *
     * @param byTarget the fingerprint of every watched file that existed
     */
    public Fingerprints(Map<Target, Fingerprint> byTarget) {
        this(byTarget, Map.of());
    }

    /**
     * What a target's file contained.
     *
     * @param target the target
     * @return its fingerprint, or empty when the file did not exist
     */
    public Optional<Fingerprint> get(Target target) {
        return Optional.ofNullable(byTarget.get(target));
    }

    /**
     * The file that holds what the hosts get of a target, where that is not the watched file itself.
     *
     * @param target the target
     * @return the file; empty when it is the watched one
     */
    public Optional<Path> stripped(Target target) {
        return Optional.ofNullable(strippedByTarget.get(target));
    }

    /**
     * Joins them with those of other targets.
     *
     * @param others what other files contained
     * @return both
     */
    public Fingerprints and(Fingerprints others) {
        Map<Target, Fingerprint> contents = new LinkedHashMap<>(byTarget);
        contents.putAll(others.byTarget);
        Map<Target, Path> stripped = new LinkedHashMap<>(strippedByTarget);
        stripped.putAll(others.strippedByTarget);
        return new Fingerprints(contents, stripped);
    }

    /**
     * The targets whose files are new or have another content than before. A file that is gone is not among them: there
     * is nothing to deploy.
     *
     * @param earlier what the files contained before
     * @return the targets, in the order of the configuration
     */
    public List<Target> changedSince(Fingerprints earlier) {
        return byTarget.keySet().stream()
                .filter(target -> !get(target).equals(earlier.get(target)))
                .toList();
    }
}
