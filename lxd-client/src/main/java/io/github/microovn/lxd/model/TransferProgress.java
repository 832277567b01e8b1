package io.github.microovn.lxd.model;

/** Hears how far a transfer is. Called by the thread that transfers, so it has to return quickly. */
@FunctionalInterface
public interface TransferProgress {
    /** Hears nothing. */
    TransferProgress NONE = (sent, total) -> {};

    /**
     * Hears of progress.
     *
     * @param sent how many bytes were handed to the daemon
     * @param total how many there are
     */
    void transferred(long sent, long total);
}
