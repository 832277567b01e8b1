package io.github.microovn.rebuilder.change;

import io.github.microovn.rebuilder.change.Recollection.Memory;
import io.github.microovn.rebuilder.change.WatchedFile.UnfitException;
import io.github.microovn.rebuilder.config.ProductTree;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.ProductException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes the fingerprints of watched files. A file that has not been touched since it was last hashed is not read again;
 * those that have been are read in parallel. Safe for use by several threads, one scan at a time.
 */
public final class FingerprintScanner {

    private final ProductTree tree;
    private final Clock clock;
    private final Optional<Stripper> stripper;
    private final Recollection recollection;
    private final Map<Path, Memory> remembered;
    private final Map<String, WatchedFile> files = new LinkedHashMap<>();

    /**
     * Scans a tree; where programs are stripped, what is left of them is what is fingerprinted.
     *
     * @param tree what local paths are relative to
     * @param stripper strips them; absent: they are taken as they are
     * @param memory the file that keeps fingerprints for the next scanner, which then reads only what was touched; absent: none
     */
    public FingerprintScanner(ProductTree tree, Optional<Stripper> stripper, Optional<Path> memory) {
        this(tree, Clock.systemUTC(), stripper, memory);
    }

    FingerprintScanner(ProductTree tree, Clock clock, Optional<Stripper> stripper, Optional<Path> memory) {
        this.tree = tree;
        this.clock = clock;
        this.stripper = stripper;
        this.recollection = new Recollection(memory, stripper);
        this.remembered = recollection.read();
    }

    /**
     * Takes the fingerprints of the targets' files as they are now.
     *
     * @param targets the targets
     * @return a fingerprint for every file that exists
     * @throws ProductException when a file is there that cannot be deployed: a directory, an unreadable file, a libtool
     *     wrapper script; with all such files at once; or when nothing is there, not even the source directory
     * @throws CancelledException when the thread is interrupted
     */
    public synchronized Fingerprints scan(List<Target> targets) {
        Map<String, Callable<Optional<Product>>> readings = new LinkedHashMap<>();
        for (Target target : targets) {
            readings.put(target.localPath(), file(target)::product);
        }
        Map<String, Product> products = read(readings);
        Map<Target, Fingerprint> byTarget = new LinkedHashMap<>();
        Map<Target, Path> stripped = new LinkedHashMap<>();
        for (Target target : targets) {
            Optional.ofNullable(products.get(target.localPath())).ifPresent(product -> {
                byTarget.put(target, product.content());
                product.stripped().ifPresent(copy -> stripped.put(target, copy));
            });
        }
        if (byTarget.isEmpty()) {
            tree.problem().ifPresent(problem -> {
                throw new ProductException(List.of(problem));
            });
        }
        stripper.ifPresent(Stripper::prune);
        remember();
        return new Fingerprints(byTarget, stripped);
    }

    private WatchedFile file(Target target) {
        return files.computeIfAbsent(tree.shown(target), shown -> {
            Path path = Path.of(shown);
            return new WatchedFile(
                    path, shown, clock, stripper, Optional.ofNullable(remembered.get(path.toAbsolutePath())));
        });
    }

    private void remember() {
        Map<Path, Memory> memories = new LinkedHashMap<>();
        files.forEach((shown, file) ->
                file.memory().ifPresent(memory -> memories.put(Path.of(shown).toAbsolutePath(), memory)));
        recollection.write(memories);
    }

    private static Map<String, Product> read(Map<String, Callable<Optional<Product>>> readings) {
        AtomicInteger number = new AtomicInteger();
        ExecutorService readers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
                    Thread reader = new Thread(task, "hash-" + number.incrementAndGet());
                    // A file system that does not answer must not keep the program from ending.
                    reader.setDaemon(true);
                    return reader;
                });
        try {
            return collect(List.copyOf(readings.keySet()), readers.invokeAll(readings.values()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Reading the watched files", e);
        } finally {
            readers.shutdownNow();
        }
    }

    private static Map<String, Product> collect(List<String> paths, List<Future<Optional<Product>>> readings)
            throws InterruptedException {
        Map<String, Product> products = new LinkedHashMap<>();
        Set<String> problems = new LinkedHashSet<>();
        for (int i = 0; i < paths.size(); i++) {
            try {
                String path = paths.get(i);
                readings.get(i).get().ifPresent(product -> products.put(path, product));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnfitException unfit)) {
                    throw new AssertionError(e);
                }
                problems.add(unfit.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new ProductException(List.copyOf(problems));
        }
        return products;
    }
}
