package io.github.microovn.lxd;

import io.github.microovn.lxd.model.ServerInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A connection to an LXD daemon. Thread-safe; every call blocks until the daemon has answered or its deadline has passed.
 *
 * <p>All calls throw members of {@link io.github.microovn.lxd.error.LxdException}.
 */
public final class LxdClient implements AutoCloseable {
    private LxdClient() {}

    /**
     * Connects to the daemon of this machine: {@code LXD_SOCKET}, {@code LXD_DIR}, the snap's socket where it may be used,
     * then {@code /var/lib/lxd/unix.socket}.
     *
     * @return the client
     * @throws io.github.microovn.lxd.error.LxdConnectionException naming every place that was tried and why it failed
     */
    public static LxdClient connect() {
        return builder().connect();
    }

    /** {@return a builder with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return what the daemon is and can do ({@code GET /1.0})} */
    public ServerInfo server() {
        return Unfinished.value();
    }

    /** {@return the instances} */
    public Instances instances() {
        return Unfinished.value();
    }

    /**
     * {@return a handle on an instance, without asking whether it exists}
     *
     * @param name its name
     */
    public Instance instance(String name) {
        return Unfinished.value();
    }

    /** {@return the images} */
    public Images images() {
        return Unfinished.value();
    }

    /** {@return the operations} */
    public Operations operations() {
        return Unfinished.value();
    }

    /**
     * {@return a view of a project that shares this client's connections; closing either closes both}
     *
     * @param name the name of the project
     */
    public LxdClient project(String name) {
        return Unfinished.value();
    }

    /** {@return the socket of the daemon} */
    public Path socket() {
        return Unfinished.value();
    }

    /** Ends every call that still runs and frees every thread and socket. Does nothing the second time. */
    @Override
    public void close() {
        Unfinished.value();
    }

    /**
     * Says how to connect. Defaults: the socket is looked for, 10 seconds to connect, 30 seconds for a request, 10 minutes
     * for an operation, project {@code default}.
     */
    public static final class Builder {
        private Builder() {}

        /**
         * Sets the socket instead of looking for it.
         *
         * @param path the path of a unix socket
         * @return this builder
         */
        public Builder socket(Path path) {
            return this;
        }

        /**
         * Sets where {@code LXD_SOCKET} and {@code LXD_DIR} are looked up instead of the process' environment.
         *
         * @param variables values by name
         * @return this builder
         */
        public Builder environment(Map<String, String> variables) {
            return this;
        }

        /**
         * Sets how long a connection may take.
         *
         * @param timeout a positive time
         * @return this builder
         */
        public Builder connectTimeout(Duration timeout) {
            return this;
        }

        /**
         * Sets how long a request may take; for the content of files, how long nothing may move.
         *
         * @param timeout a positive time
         * @return this builder
         */
        public Builder requestTimeout(Duration timeout) {
            return this;
        }

        /**
         * Sets how long an operation is waited for.
         *
         * @param timeout a positive time
         * @return this builder
         */
        public Builder operationTimeout(Duration timeout) {
            return this;
        }

        /**
         * Sets the project.
         *
         * @param name the name of the project
         * @return this builder
         */
        public Builder project(String name) {
            return this;
        }

        /**
         * Connects.
         *
         * @return the client
         * @throws io.github.microovn.lxd.error.LxdConnectionException naming every place that was tried and why it failed
         */
        public LxdClient connect() {
            return Unfinished.value();
        }
    }
}
