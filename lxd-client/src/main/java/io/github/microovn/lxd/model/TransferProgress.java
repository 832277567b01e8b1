package io.github.microovn.lxd.model;

/** Hears how far a transfer is. Called by the thread that transfers, so it has to return quickly. */
@FunctionalInterface
public interface TransferProgress {
    /** Hears nothing. */
    TransferProgress NONE = (sent, total) -> {};

    /**
     * Hears of progress.
     *
     * @param sent how many bytes have gone to the daemon or have come from it
     * @param total how many there are, or -1 where that is not known
     */
    void transferred(long sent, long total);
}
