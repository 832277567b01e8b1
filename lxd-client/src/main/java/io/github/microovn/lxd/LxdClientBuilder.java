package io.github.microovn.lxd;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.error.LxdConnectionException.Tried;
import io.github.microovn.lxd.internal.http.Envelope;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.unix.SocketDiscovery;
import io.github.microovn.lxd.internal.unix.SocketDiscovery.Place;
import io.github.microovn.lxd.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says how to connect. Defaults: the socket is looked for, 10 seconds to connect, 30 seconds for a request, 10 minutes
 * for an operation, project {@code default}.
 */
public final class LxdClientBuilder {
    private static final Attempt CONNECTING = new Attempt("connect to LXD", "GET", "/1.0");

    private @Nullable Path socket;
    private Map<String, String> environment = System.getenv();
    private Path root = Path.of("/");
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration requestTimeout = Duration.ofSeconds(30);
    private Duration operationTimeout = Duration.ofMinutes(10);
    private @Nullable String project;

    LxdClientBuilder() {}

    /**
     * Sets the socket instead of looking for it.
     *
     * @param path the path of a unix socket
     * @return this builder
     */
    public LxdClientBuilder socket(Path path) {
        socket = path.toAbsolutePath();
        return this;
    }

    /**
     * Sets where {@code LXD_SOCKET} and {@code LXD_DIR} are looked up instead of the process' environment.
     *
     * @param variables values by name
     * @return this builder
     */
    public LxdClientBuilder environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    /**
     * Sets how long a connection may take.
     *
     * @param timeout a positive time
     * @return this builder
     */
    public LxdClientBuilder connectTimeout(Duration timeout) {
        connectTimeout = positive(timeout);
        return this;
    }

    /**
     * Sets how long a request may take; for the content of files, how long nothing may move.
     *
     * @param timeout a positive time
     * @return this builder
     */
    public LxdClientBuilder requestTimeout(Duration timeout) {
        requestTimeout = positive(timeout);
        return this;
    }

    /**
     * Sets how long an operation is waited for.
     *
     * @param timeout a positive time
     * @return this builder
     */
    public LxdClientBuilder operationTimeout(Duration timeout) {
        operationTimeout = positive(timeout);
        return this;
    }

    /**
     * Sets the project.
     *
     * @param name the name of the project
     * @return this builder
     */
    public LxdClientBuilder project(String name) {
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
    LxdClientBuilder root(Path directory) {
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
