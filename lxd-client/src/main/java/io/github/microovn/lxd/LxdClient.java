package io.github.microovn.lxd;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.error.LxdConnectionException.Tried;
import io.github.microovn.lxd.internal.http.Envelope;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.internal.unix.SocketDiscovery;
import io.github.microovn.lxd.internal.unix.SocketDiscovery.Place;
import io.github.microovn.lxd.model.ProfileInfo;
import io.github.microovn.lxd.model.ProfileSpec;
import io.github.microovn.lxd.model.ServerInfo;
import io.github.microovn.lxd.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an LXD daemon. Thread-safe; every call blocks until the daemon has answered or its deadline has passed.
 *
 * <p>All calls throw members of {@link io.github.microovn.lxd.error.LxdException}.
 */
public final class LxdClient implements AutoCloseable {
    private final Api api;
    private final Path socket;

    private LxdClient(Api api, Path socket) {
        this.api = api;
        this.socket = socket;
    }

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
        return api.get(api.request("GET", "ask LXD what it can do"), ServerInfo.class);
    }

    /** {@return the instances} */
    public Instances instances() {
        return Instances.of(api);
    }

    /**
     * {@return a handle on an instance, without asking whether it exists}
     *
     * @param name its name
     */
    public Instance instance(String name) {
        return new Instance(api, name);
    }

    /** {@return the images} */
    public Images images() {
        return new Images(api);
    }

    /** {@return the profiles ({@code /1.0/profiles})} */
    public RenamableResources<ProfileInfo, ProfileSpec> profiles() {
        return new RenamableResources<>(
                Family.of(api, ProfileInfo.class, ProfileSpec.class, Noun.of("profile"), "profiles"));
    }

    /** {@return the projects ({@code /1.0/projects})} */
    public Projects projects() {
        return Projects.of(api);
    }

    /** {@return the operations} */
    public Operations operations() {
        return new Operations(api);
    }

    /**
     * {@return a view of a project that shares this client's connections; closing either closes both}
     *
     * @param name the name of the project
     */
    public LxdClient project(String name) {
        return new LxdClient(api.inProject(name), socket);
    }

    /**
     * {@return a view that has its requests done by a member of the cluster, where the API lets choose ({@code ?target=});
     * it shares this client's connections, and closing either closes both}
     *
     * @param member the name of the member
     */
    public LxdClient target(String member) {
        return new LxdClient(api.onMember(member), socket);
    }

    /** {@return the socket of the daemon} */
    public Path socket() {
        return socket;
    }

    /** Ends every call that still runs and frees every thread and socket. Does nothing the second time. */
    @Override
    public void close() {
        api.http().close();
    }

    /**
     * Says how to connect. Defaults: the socket is looked for, 10 seconds to connect, 30 seconds for a request, 10 minutes
     * for an operation, project {@code default}.
     */
    public static final class Builder {
        private static final Attempt CONNECTING = new Attempt("connect to LXD", "GET", "/1.0");

        private @Nullable Path socket;
        private Map<String, String> environment = System.getenv();
        private Path root = Path.of("/");
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration requestTimeout = Duration.ofSeconds(30);
        private Duration operationTimeout = Duration.ofMinutes(10);
        private @Nullable String project;

        private Builder() {}

        /**
         * Sets the socket instead of looking for it.
         *
         * @param path the path of a unix socket
         * @return this builder
         */
        public Builder socket(Path path) {
            socket = path.toAbsolutePath();
            return this;
        }

        /**
         * Sets where {@code LXD_SOCKET} and {@code LXD_DIR} are looked up instead of the process' environment.
         *
         * @param variables values by name
         * @return this builder
         */
        public Builder environment(Map<String, String> variables) {
            environment = Map.copyOf(variables);
            return this;
        }

        /**
         * Sets how long a connection may take.
         *
         * @param timeout a positive time
         * @return this builder
         */
        public Builder connectTimeout(Duration timeout) {
            connectTimeout = positive(timeout);
            return this;
        }

        /**
         * Sets how long a request may take; for the content of files, how long nothing may move.
         *
         * @param timeout a positive time
         * @return this builder
         */
        public Builder requestTimeout(Duration timeout) {
            requestTimeout = positive(timeout);
            return this;
        }

        /**
         * Sets how long an operation is waited for.
         *
         * @param timeout a positive time
         * @return this builder
         */
        public Builder operationTimeout(Duration timeout) {
            operationTimeout = positive(timeout);
            return this;
        }

        /**
         * Sets the project.
         *
         * @param name the name of the project
         * @return this builder
         */
        public Builder project(String name) {
            project = name;
            return this;
        }

        /**
         * Connects.
         *
         * @return the client
         * @throws io.github.microovn.lxd.error.LxdConnectionException naming every place that was tried and why it failed
         */
        public LxdClient connect() {
            Path given = socket;
            List<Place> places =
                    given == null ? new SocketDiscovery(environment, root).places() : List.of(new Place(given, ""));
            List<Tried> tried = new ArrayList<>();
            @Nullable LxdConnectionException last = null;
            for (Place place : places) {
                try {
                    return connect(place.socket());
                } catch (LxdConnectionException e) {
                    e.tried().forEach(one -> tried.add(new Tried(place.toString(), one.reason())));
                    last = e;
                }
            }
            throw new LxdConnectionException(CONNECTING, tried, last);
        }

        private LxdClient connect(Path path) {
            Http http = new Http(Transport.unix(path), connectTimeout, requestTimeout);
            try {
                Api api = new Api(http, project, operationTimeout);
                // Without a first answer nobody knows whether a daemon is behind the socket.
                http.send(HttpRequest.of("GET", CONNECTING.action()), Envelope::type);
                return new LxdClient(api, path);
            } catch (RuntimeException e) {
                http.close();
                throw e;
            }
        }

        /** Sets the directory below which the usual places are looked for. */
        Builder root(Path directory) {
            root = directory;
            return this;
        }

        private static Duration positive(Duration timeout) {
            if (timeout.isZero() || timeout.isNegative()) {
                throw new IllegalArgumentException("timeout must be positive: " + timeout);
            }
            return timeout;
        }
    }
}
