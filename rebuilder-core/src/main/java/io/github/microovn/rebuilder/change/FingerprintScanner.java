package io.github.microovn.rebuilder.change;

import io.github.microovn.rebuilder.config.Target;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes the fingerprints of watched files. A file that has not been touched since it was last hashed is not read again.
 * Safe for use by several threads, one scan at a time.
 */
public final class FingerprintScanner {

    private final Path sourceDirectory;

    /**
     * Scans below a directory.
     *
     * @param sourceDirectory what local paths are relative to
     */
    public FingerprintScanner(Path sourceDirectory) {
        this.sourceDirectory = sourceDirectory;
    }

    /**
     * Takes the fingerprints of the targets' files as they are now.
     *
     * @param targets the targets
     * @return a fingerprint for every file that exists
     * @throws io.github.microovn.rebuilder.error.ProductException when a file is there that cannot be deployed: a directory,
     *     an unreadable file, a libtool wrapper script; with all such files at once
     * @throws io.github.microovn.rebuilder.error.CancelledException when the thread is interrupted
     */
    public Fingerprints scan(List<Target> targets) {
        if (targets.isEmpty()) {
            return Fingerprints.NONE;
        }
        throw new UnsupportedOperationException(sourceDirectory.toString() + targets);
    }
}
