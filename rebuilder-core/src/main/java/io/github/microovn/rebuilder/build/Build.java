package io.github.microovn.rebuilder.build;

/** A build that was started. Safe for use by several threads. */
public interface Build extends AutoCloseable {

    /**
     * Waits for the build's end. When the waiting thread is interrupted, the build is cancelled and the thread's interrupt
     * flag is set again.
     *
     * @return how it ended; the same for every call
     * @throws io.github.microovn.rebuilder.error.BuildException when its output could not be written to the log
     */
    BuildResult await();

    /**
     * Ends the build: asks all its processes to end and kills those that have not after a grace. Returns at once;
     * {@link #await} returns when no process is left. Idempotent, without effect on a build that has ended.
     */
    void cancel();

    /** Cancels the build if it still runs, and waits until no process of it is left. Idempotent. */
    @Override
    void close();
}
