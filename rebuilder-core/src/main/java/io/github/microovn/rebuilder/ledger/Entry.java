package io.github.microovn.rebuilder.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the ledger says about one file. Immutable.
 *
 * @param original what was there before the tool came; empty: nothing
 * @param versions what came after, oldest first, the last few; the last one is what the tool left there; empty: the original
 * @param services the services that use the file
 * @param withheld the hash of a content that does not go there by itself: the local one when something was taken back
 * @param next what a swap that has begun makes of this
 */
public record Entry(
        Optional<Content> original,
        List<Version> versions,
        List<String> services,
        Optional<String> withheld,
        Optional<Next> next) {

    /** How many versions are remembered, and their contents kept. */
    static final int KEEP = 4;

    /**
     * What becomes of an entry when a swap is done.
     *
     * @param versions its versions then
     * @param withheld what is withheld then
     */
    public record Next(List<Version> versions, Optional<String> withheld) {
        /** {@inheritDoc} */
        public Next {
            versions = List.copyOf(versions);
        }
    }

    /** {@inheritDoc} */
    public Entry {
        versions = List.copyOf(versions);
        services = List.copyOf(services);
    }

    /**
     * What the tool left there.
     *
     * @return the last version, or else the original; empty when the file should not be there
     */
    public Optional<Content> current() {
        return currentOf(versions);
    }

    /**
     * Whether what is there now was put there by the tool, and is kept so.
     *
     * @return true when a version is in place
     */
    public boolean deployed() {
        return !versions.isEmpty();
    }

    /**
     * The round that put the present version there.
     *
     * @return its number; empty when the original is in place, or something that somebody else had put there
     */
    public OptionalInt round() {
        return versions.isEmpty() || versions.get(versions.size() - 1).round() == 0
                ? OptionalInt.empty()
                : OptionalInt.of(versions.get(versions.size() - 1).round());
    }

    /**
     * Whether a content is one that the tool knows: the original or one of the versions.
     *
     * @param found the content's hash; empty: the file is missing
     * @return true when it is
     */
    public boolean knows(Optional<String> found) {
        return found.equals(original.map(Content::sha256))
                || versions.stream()
                        .anyMatch(version ->
                                found.equals(Optional.of(version.content().sha256())));
    }

    /**
     * What an undo of the present version puts there.
     *
     * @return the version before it, or else the original; empty when the file is to be removed
     */
    public Optional<Content> previous() {
        return currentOf(versions.subList(0, Math.max(0, versions.size() - 1)));
    }

    private Optional<Content> currentOf(List<Version> list) {
        return list.isEmpty() ? original : Optional.of(list.get(list.size() - 1).content());
    }

    /** A new content is about to take the place of the one that was found. */
    Entry deploying(Optional<Content> found, Content content, int round, Instant time, List<String> users) {
        List<Version> list = new ArrayList<>(versions);
        // What somebody else has put there is kept as well: it can be put back.
        found.filter(other -> !knows(Optional.of(other.sha256())))
                .ifPresent(other -> list.add(new Version(other, 0, time)));
        list.add(new Version(content, round, time));
        Next then = new Next(list.subList(Math.max(0, list.size() - KEEP), list.size()), Optional.empty());
        return new Entry(original, versions, users, withheld, Optional.of(then));
    }

    /** The version before the present one is about to be put back, or the original. */
    Entry takingBack(boolean all, Optional<String> held) {
        List<Version> list = all || versions.isEmpty() ? List.of() : versions.subList(0, versions.size() - 1);
        return new Entry(original, versions, services, withheld, Optional.of(new Next(list, held)));
    }

    /** What the swap that has begun puts there; empty when it removes the file. */
    Optional<Content> awaited() {
        return next.isEmpty() ? current() : currentOf(next.get().versions());
    }

    /** The swap is over, one way or the other. */
    Entry settled(boolean swapped) {
        return swapped && next.isPresent()
                ? new Entry(
                        original, next.get().versions(), services, next.get().withheld(), Optional.empty())
                : new Entry(original, versions, services, withheld, Optional.empty());
    }
}
