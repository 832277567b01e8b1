package io.github.microovn.rebuilder.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What the tool has done on a host and still owes it. Immutable and pure: each step of a deployment makes another ledger,
 * and the host is given its text before and after the step.
 *
 * <p>Before a swap the ledger says what it will make of each file ({@code next}), and afterwards what is there tells whether it
 * happened: see {@link #settled(Map)}. So a swap that was cut off at any point is understood later.
 *
 * @param round the last round that changed something on the host
 * @param files what is known of each file the tool has ever replaced, by its path
 * @param restarts the services whose restart is owed
 * @param hooks what is owed the hooks that follow it: paths of files that were replaced, or the name of a hook of the round
 * @param schemas the schemas and the conversions that they are owed
 * @param rebuilt whether an earlier ledger was lost, so that originals are what was found then
 */
public record Ledger(
        int round,
        Map<String, Entry> files,
        Set<String> restarts,
        Set<String> hooks,
        Schemas schemas,
        boolean rebuilt) {

    /** The tool has never been on the host. */
    public static final Ledger EMPTY = new Ledger(0, Map.of(), Set.of(), false);

    /** {@inheritDoc} */
    public Ledger {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        restarts = Collections.unmodifiableSet(new LinkedHashSet<>(restarts));
        hooks = Collections.unmodifiableSet(new LinkedHashSet<>(hooks));
    }

    /**
     * A ledger that owes no hooks and knows no schemas.
     *
     * @param round the last round that changed something on the host
     * @param files what is known of each file the tool has ever replaced, by its path
     * @param restarts the services whose restart is owed
     * @param rebuilt whether an earlier ledger was lost
     */
    public Ledger(int round, Map<String, Entry> files, Set<String> restarts, boolean rebuilt) {
        this(round, files, restarts, Set.of(), Schemas.NONE, rebuilt);
    }

    /**
     * What is known of a file.
     *
     * @param path its path on the host
     * @return the entry; empty when the tool never replaced it
     */
    public Optional<Entry> entry(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /**
     * A swap that puts a new content in place is about to begin.
     *
     * @param path the file
     * @param found what is there
     * @param content what will be there
     * @param number the round
     * @param time when
     * @param services the services that use the file
     * @return the ledger before the swap
     */
    public Ledger deploying(
            String path, Optional<Content> found, Content content, int number, Instant time, List<String> services) {
        Entry before = entry(path).orElse(new Entry(found, List.of(), services, Optional.empty(), Optional.empty()));
        return with(path, before.deploying(found, content, number, time, services), number);
    }

    /**
     * A swap that takes a content back is about to begin.
     *
     * @param path a file of the ledger
     * @param all whether the original is put back, instead of the version before
     * @param withheld the hash of the content that does not go there by itself from then on
     * @return the ledger before the swap
     */
    public Ledger takingBack(String path, boolean all, Optional<String> withheld) {
        return entry(path)
                .map(entry -> with(path, entry.takingBack(all, withheld), round))
                .orElse(this);
    }

    /**
     * Swaps are over, or were cut off: what is there tells which. The services of a file that was swapped are owed a restart.
     *
     * @param found the hashes of files, empty for one that is missing; a file that is not named counts as not swapped
     * @return the ledger after that
     */
    public Ledger settled(Map<String, Optional<String>> found) {
        Map<String, Entry> after = new LinkedHashMap<>();
        Set<String> owed = new LinkedHashSet<>(restarts);
        List<String> done = new ArrayList<>();
        files.forEach((path, entry) -> {
            boolean swapped = entry.next().isPresent()
                    && found.containsKey(path)
                    && entry.awaited().map(Content::sha256).equals(found.get(path));
            if (swapped) {
                owed.addAll(entry.services());
                done.add(path);
            }
            after.put(path, entry.settled(swapped));
        });
        return new Ledger(round, after, owed, hooks, schemas.swapped(done), rebuilt);
    }

    /**
     * All swaps that have begun are done.
     *
     * @return the ledger after that
     */
    public Ledger settled() {
        Map<String, Optional<String>> done = new LinkedHashMap<>();
        files.forEach((path, entry) -> done.put(path, entry.awaited().map(Content::sha256)));
        return settled(done);
    }

    /**
     * Services were restarted, or need not be.
     *
     * @param services the services
     * @return the ledger after that
     */
    public Ledger restarted(Collection<String> services) {
        Set<String> left = new LinkedHashSet<>(restarts);
        left.removeAll(services);
        return new Ledger(round, files, left, hooks, schemas, rebuilt);
    }

    /**
     * Services are owed a restart.
     *
     * @param services the services
     * @return the ledger after that
     */
    public Ledger owing(Collection<String> services) {
        Set<String> more = new LinkedHashSet<>(restarts);
        more.addAll(services);
        return new Ledger(round, files, more, hooks, schemas, rebuilt);
    }

    /**
     * Something is about to be owed the hooks that follow it.
     *
     * @param what paths of files, or names of hooks
     * @return the ledger after that
     */
    public Ledger owingHooks(Collection<String> what) {
        Set<String> more = new LinkedHashSet<>(hooks);
        more.addAll(what);
        return new Ledger(round, files, restarts, more, schemas, rebuilt);
    }

    /**
     * Hooks have run, or need not.
     *
     * @param what what they were owed to
     * @return the ledger after that
     */
    public Ledger withoutHooks(Collection<String> what) {
        Set<String> left = new LinkedHashSet<>(hooks);
        left.removeAll(what);
        return new Ledger(round, files, restarts, left, schemas, rebuilt);
    }

    /**
     * Files are schemas of databases, whatever the configuration says of them later.
     *
     * @param paths the files
     * @return the ledger after that
     */
    public Ledger withSchemas(Collection<String> paths) {
        return new Ledger(round, files, restarts, hooks, schemas.with(paths), rebuilt);
    }

    /**
     * Databases have the schemas of files.
     *
     * @param paths the files
     * @return the ledger after that
     */
    public Ledger converted(Collection<String> paths) {
        return new Ledger(round, files, restarts, hooks, schemas.converted(paths), rebuilt);
    }

    /**
     * The contents that the host keeps for this ledger.
     *
     * @return their hashes
     */
    public Set<String> kept() {
        Set<String> hashes = new LinkedHashSet<>();
        for (Entry entry : files.values()) {
            Stream<Version> versions = Stream.concat(
                    entry.versions().stream(), entry.next().stream().flatMap(next -> next.versions().stream()));
            entry.original().ifPresent(content -> hashes.add(content.sha256()));
            versions.forEach(version -> hashes.add(version.content().sha256()));
        }
        return hashes;
    }

    /**
     * Something about every file.
     *
     * @param <T> what
     * @param function makes it of a path and its entry
     * @return in the order of the files
     */
    public <T> List<T> map(BiFunction<String, Entry, T> function) {
        return files.entrySet().stream()
                .map(file -> function.apply(file.getKey(), file.getValue()))
                .toList();
    }

    private Ledger with(String path, Entry entry, int number) {
        Map<String, Entry> changed = new LinkedHashMap<>(files);
        changed.put(path, entry);
        return new Ledger(number, changed, restarts, hooks, schemas, rebuilt);
    }
}
