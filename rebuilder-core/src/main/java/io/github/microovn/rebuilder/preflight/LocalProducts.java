package io.github.microovn.rebuilder.preflight;

import io.github.microovn.rebuilder.change.ElfFile;
import io.github.microovn.rebuilder.change.Fingerprint;
import io.github.microovn.rebuilder.change.FingerprintScanner;
import io.github.microovn.rebuilder.change.Fingerprints;
import io.github.microovn.rebuilder.config.ProductTree;
import io.github.microovn.rebuilder.config.Target;
import io.github.microovn.rebuilder.error.IoReason;
import io.github.microovn.rebuilder.error.ProductException;
import io.github.microovn.rebuilder.result.Check;
import io.github.microovn.rebuilder.result.Check.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was built, as far as it can be deployed.
 *
 * @param files the files that are there and are what they should be
 * @param checks a result for all of these, and one for each of the others
 */
public record LocalProducts(List<LocalFile> files, List<Check> checks) {

    /** What this machine is called in results. */
    public static final String HOST = "local";

    private static final String NAME = "product";

    /** {@inheritDoc} */
    public LocalProducts {
        files = List.copyOf(files);
        checks = List.copyOf(checks);
    }

    /**
     * A file that was built.
     *
     * @param target what it is
     * @param path where it is, or what is left of it where the hosts get it stripped
     * @param content its content
     * @param elf what it needs to run; empty when it is no program
     */
    public record LocalFile(Target target, Path path, Fingerprint content, Optional<ElfFile> elf) {

        /** The same as what is to be deployed; staged where the second argument says. */
        Product product(String staged) {
            return new Product(target.localPath(), elf, content.sizeBytes(), target.remotePath(), staged);
        }
    }

    /**
     * Looks at what is there.
     *
     * @param tree where the files are
     * @param targets what is watched
     * @param scanner reads the files, and strips them where the hosts get them so
     * @return what was found
     */
    public static LocalProducts in(ProductTree tree, List<Target> targets, FingerprintScanner scanner) {
        List<LocalFile> files = new ArrayList<>();
        List<Check> troubles = new ArrayList<>();
        for (Target target : targets) {
            try {
                Fingerprints found = scanner.scan(List.of(target));
                Optional<Fingerprint> content = found.get(target);
                if (content.isPresent()) {
                    Path path = found.stripped(target).orElseGet(() -> Path.of(tree.shown(target)));
                    files.add(new LocalFile(target, path, content.get(), ElfFile.read(path)));
                } else {
                    troubles.add(trouble(
                            target, Verdict.WARN, tree.shown(target) + " does not exist", "build it: run make"));
                }
            } catch (ProductException e) {
                e.problems().forEach(problem -> troubles.add(trouble(target, Verdict.FAIL, problem, "")));
            } catch (IOException e) {
                String what = "Cannot read " + tree.shown(target) + ": " + IoReason.of(e);
                troubles.add(trouble(target, Verdict.FAIL, what, "build it again"));
            }
        }
        Optional<String> nothing = files.isEmpty() ? tree.problem() : Optional.empty();
        if (nothing.isPresent()) {
            return new LocalProducts(files, List.of(new Check(NAME, HOST, "", Verdict.FAIL, nothing.get(), "")));
        }
        List<Check> checks = new ArrayList<>();
        if (!files.isEmpty()) {
            String what = files.size() == 1
                    ? files.get(0).target().localPath() + " is built"
                    : files.size() + " products are built";
            checks.add(Check.ok(NAME, HOST, "", what));
        }
        checks.addAll(troubles);
        return new LocalProducts(files, checks);
    }

    private static Check trouble(Target target, Verdict verdict, String what, String advice) {
        return new Check(NAME, HOST, target.localPath(), verdict, what, advice);
    }
}
