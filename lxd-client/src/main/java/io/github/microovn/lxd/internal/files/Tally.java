package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.model.TransferProgress;

/** Counts the bytes of a transfer of any number of files. */
final class Tally {
    private final TransferProgress progress;
    private final long total;
    private long done;

    Tally(TransferProgress progress, long total) {
        this.progress = progress;
        this.total = total;
    }

    void add(long bytes) {
        done += bytes;
        progress.transferred(done, total);
    }

    long done() {
        return done;
    }
}
