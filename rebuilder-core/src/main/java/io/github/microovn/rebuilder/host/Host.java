package io.github.microovn.rebuilder.host;

import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * One member of the cluster. Safe for use by several threads; every call has a deadline and ends with
 * {@link io.github.microovn.rebuilder.error.CancelledException} when its thread is interrupted.
 */
public interface Host extends AutoCloseable {

    /**
     * The host's name.
     *
     * @return the name, as printed in {@code [movn1]}
     */
    String name();

    /**
     * What the host is, for sentences about it.
     *
     * @return a noun and the name, such as {@code LXC instance movn1}
     */
    String description();

    /**
     * Runs a command on the host and waits for its end.
     *
     * @param command what to run
     * @return what it answered, also when it failed
     * @throws io.github.microovn.rebuilder.error.HostUnavailableException when the host cannot be asked, or the
     *     command did not end in time
     */
    CommandResult run(Command command);

    /**
     * Puts a local file on the host, over whatever is there. The caller names a path that nobody uses: an upload that
     * breaks off leaves a part of the file.
     *
     * @param source the local file
     * @param remotePath the absolute path on the host
     * @param mode the permissions of the new file, such as {@code 0755}
     * @throws io.github.microovn.rebuilder.error.HostUnavailableException when the connection broke
     * @throws io.github.microovn.rebuilder.error.HostStepException when the host could not write the file; its reason is
     *     the host's own, such as "No space left on device"
     */
    void put(Path source, String remotePath, int mode);

    /**
     * Puts a local file on the host as {@link #put(Path, String, int)} does, telling how far it is.
     *
     * @param source the local file
     * @param remotePath the absolute path on the host
     * @param mode the permissions of the new file
     * @param sent is told how many bytes have gone, by the calling thread; a host that cannot know tells nothing
     */
    default void put(Path source, String remotePath, int mode, LongConsumer sent) {
        put(source, remotePath, mode);
    }

    /** Frees what the host holds on this machine. Idempotent. */
    @Override
    void close();
}
