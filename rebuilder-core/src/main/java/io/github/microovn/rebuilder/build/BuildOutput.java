package io.github.microovn.rebuilder.build;

/** Is given a build's output while the build runs, standard output and standard error in the order they were written. */
@FunctionalInterface
public interface BuildOutput {

    /** Ignores what it is given. */
    BuildOutput NONE = chunk -> {};

    /**
     * Some output arrived. Called by one thread at a time; the build waits while this runs.
     *
     * @param chunk the bytes as they came, not necessarily whole lines nor whole characters; the receiver may keep them
     */
    void received(byte[] chunk);

    /** Nothing more has come for a moment. Called by the thread that calls {@link #received}, now and then. */
    default void paused() {
        // Most wait for what comes.
    }
}
