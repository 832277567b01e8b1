package io.github.microovn.rebuilder.host;

/** Is told how far an upload is. */
@FunctionalInterface
public interface Progress {

    /** Ignores what it is told. */
    Progress NONE = (sentBytes, totalBytes) -> {};

    /**
     * Some bytes were sent.
     *
     * @param sentBytes the bytes sent so far
     * @param totalBytes the bytes there are
     */
    void sent(long sentBytes, long totalBytes);
}
