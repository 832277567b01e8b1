package io.github.microovn.lxd.embedded;

import java.nio.file.Path;
import java.util.List;

/**
 * Serves the LXD API over a unix socket from this process. An instance is a directory, its commands are processes of
 * this machine, and no privileges are needed.
 *
 * <p>Thread-safe. {@link #close} ends every process and thread and removes every file that the server made.
 */
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class EmbeddedLxd implements AutoCloseable {
    private EmbeddedLxd() {}

    /**
     * Starts a server in a new temporary directory, which {@link #close} removes.
     *
     * @return the running server
     */
    public static EmbeddedLxd start() {
        throw new UnsupportedOperationException();
    }

    /**
     * Starts a server that keeps everything below {@code directory}.
     *
     * @param directory an existing directory; its path may have at most 85 bytes, as the socket's path is limited by the
     *     system
     * @return the running server
     */
    public static EmbeddedLxd start(Path directory) {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the socket to connect to.
     *
     * @return the path of the unix socket
     */
    public Path socket() {
        throw new UnsupportedOperationException();
    }

    /**
     * Adds a running container with an empty file system: the directories that every container has, and nothing else.
     *
     * @param name the name of the new instance
     * @return the new instance
     */
    public EmbeddedInstance addInstance(String name) {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns one instance, however it was made.
     *
     * @param name the name of an instance
     * @return the instance
     * @throws java.util.NoSuchElementException if there is none of that name
     */
    public EmbeddedInstance instance(String name) {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns all instances.
     *
     * @return the instances, in the order of their names
     */
    public List<EmbeddedInstance> instances() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns what was asked of the server so far.
     *
     * @return the requests in the order of their arrival
     */
    public List<EmbeddedRequest> requests() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the faults of this server, to add some.
     *
     * @return the faults
     */
    public Faults faults() {
        throw new UnsupportedOperationException();
    }

    /** Ends the server and everything that runs in its instances. Does nothing the second time. */
    @Override
    public void close() {}
}
