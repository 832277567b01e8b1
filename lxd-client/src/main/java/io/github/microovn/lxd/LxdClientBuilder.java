package io.github.microovn.lxd;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdConfigurationException;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.error.LxdConnectionException.Tried;
import io.github.microovn.lxd.error.LxdUntrustedException;
import io.github.microovn.lxd.internal.config.ConfigPlaces;
import io.github.microovn.lxd.internal.config.Endpoint;
import io.github.microovn.lxd.internal.config.Remotes;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Greeting;
import io.github.microovn.lxd.internal.tls.Certificates;
import io.github.microovn.lxd.internal.tls.HostAndPort;
import io.github.microovn.lxd.internal.tls.Identity;
import io.github.microovn.lxd.internal.tls.ServerTrust;
import io.github.microovn.lxd.internal.unix.SocketDiscovery;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says how to connect: to the daemon of this machine, to a {@linkplain #remote remote} of the command {@code lxc}, or to a
 * {@linkplain #server server}. Defaults: the socket of this machine's daemon is looked for, 10 seconds to connect, 30 seconds for a request, 10 minutes
 * for an operation, project {@code default}.
 */
public final class LxdClientBuilder {
    private @Nullable Path socket;
    private @Nullable String remote;
    private @Nullable HostAndPort server;
    private @Nullable Path configDirectory;
    private @Nullable Path clientCertificate;
    private @Nullable Path clientKey;
    private @Nullable Path serverCertificate;
    private Map<String, String> environment = System.getenv();
    private Path root = Path.of("/");
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration requestTimeout = Duration.ofSeconds(30);
    private Duration operationTimeout = Duration.ofMinutes(10);
    private @Nullable String project;

    LxdClientBuilder() {}

    /**
     * Connects to a unix socket instead of looking for one.
     *
     * @param path the path of a unix socket
     * @return this builder
     */
    public LxdClientBuilder socket(Path path) {
        forgetTarget();
        socket = path.toAbsolutePath();
        return this;
    }

    /**
     * Connects to a remote that the command {@code lxc} or {@code incus} knows, with the certificate of the user, the pinned
     * certificate of the server, and the remote's project. The configuration is looked for in {@code LXD_CONF}, otherwise
     * in {@code ~/snap/lxd/common/config}, {@code ~/.config/lxc}, {@code INCUS_CONF} or {@code ~/.config/incus}, then where
     * an administrator keeps one for all users.
     *
     * @param name the name of the remote; {@code local} is the daemon of this machine
     * @return this builder
     */
    public LxdClientBuilder remote(String name) {
        forgetTarget();
        remote = name;
        return this;
    }

    /**
     * Connects to a server over HTTPS, whether or not it is a remote.
     *
     * @param address such as {@code https://lab:8443}; without a port it is 8443
     * @return this builder
     */
    public LxdClientBuilder server(URI address) {
        forgetTarget();
        server = HostAndPort.parse(address.toString());
        return this;
    }

    private void forgetTarget() {
        socket = null;
        remote = null;
        server = null;
    }

    /**
     * Sets the directory with the configuration of the command {@code lxc} instead of looking for it.
     *
     * @param directory it has {@code config.yml}, {@code client.crt}, {@code client.key} and {@code servercerts}
     * @return this builder
     */
    public LxdClientBuilder configDirectory(Path directory) {
        configDirectory = directory.toAbsolutePath();
        return this;
    }

    /**
     * Sets what a {@linkplain #server server} is shown instead of the certificate of the user.
     *
     * @param certificate a file in PEM
     * @param key the file with the private key to it, in PEM as PKCS#8, SEC1 or PKCS#1, not encrypted
     * @return this builder
     */
    public LxdClientBuilder clientCertificate(Path certificate, Path key) {
        clientCertificate = certificate;
        clientKey = key;
        return this;
    }

    /**
     * Sets the only certificate that a {@linkplain #server server} may show. Without it the server needs one that an
     * authority, which this machine trusts, has signed for its name.
     *
     * @param certificate a file in PEM
     * @return this builder
     */
    public LxdClientBuilder serverCertificate(Path certificate) {
        serverCertificate = certificate;
        return this;
    }

    /**
     * Sets where {@code LXD_SOCKET}, {@code LXD_DIR}, {@code LXD_CONF}, their like for Incus, and {@code HOME} are looked up
     * instead of the process' environment.
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
     * Sets the project, also where the remote has another.
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
     * @throws io.github.microovn.lxd.error.LxdConfigurationException if there is no such remote, or its configuration is of
     *     no use
     * @throws io.github.microovn.lxd.error.LxdCertificateException if the server shows another certificate than it should
     * @throws io.github.microovn.lxd.error.LxdUntrustedException if the server does not trust this client
     */
    public LxdClient connect() {
        if (remote != null) {
            Attempt attempt = new Attempt("connect to remote " + remote, "GET", "/1.0");
            return connect(attempt, remotes().endpoints(attempt, remote));
        }
        Attempt attempt = new Attempt("connect to LXD", "GET", "/1.0");
        if (server != null) {
            return connect(attempt, List.of(serverEndpoint(attempt, server)));
        }
        return connect(
                attempt,
                socket == null ? remotes().endpoints(attempt, "local") : List.of(Endpoint.unix(socket, "", null)));
    }

    private Endpoint serverEndpoint(Attempt attempt, HostAndPort address) {
        try {
            ServerTrust trust = serverCertificate == null
                    ? ServerTrust.system()
                    : ServerTrust.pinned(Certificates.fingerprint(Certificates.read(serverCertificate)));
            Identity identity = clientCertificate == null || clientKey == null
                    ? Remotes.identity(places().userDirectory())
                    : Identity.read(clientCertificate, clientKey);
            return Endpoint.https(address, trust, identity, null, false);
        } catch (IOException e) {
            throw new LxdConfigurationException(attempt, Remotes.message(e), e);
        }
    }

    @Nullable
    HostAndPort givenServer() {
        return server;
    }

    ConfigPlaces places() {
        return new ConfigPlaces(environment, root, configDirectory);
    }

    private Remotes remotes() {
        return new Remotes(places(), new SocketDiscovery(environment, root));
    }

    /** Connects to the first place where a daemon answers; what one refuses is not asked of another. */
    LxdClient connect(Attempt attempt, List<Endpoint> endpoints) {
        List<Tried> tried = new ArrayList<>();
        LxdConnectionException last = null;
        for (Endpoint endpoint : endpoints) {
            try {
                return connect(attempt, endpoint);
            } catch (LxdConnectionException e) {
                e.tried().forEach(one -> tried.add(new Tried(endpoint.place(), one.reason())));
                last = e;
            }
        }
        throw new LxdConnectionException(attempt, tried, last);
    }

    private LxdClient connect(Attempt attempt, Endpoint endpoint) {
        Http http = open(endpoint);
        try {
            // Without a first answer nobody knows whether a daemon is behind it, which one, and whom it trusts.
            Greeting greeting = Greeting.of(http, attempt);
            if (!greeting.trusted() && !endpoint.anonymous()) {
                throw new LxdUntrustedException(attempt, http.place(), endpoint.clientFingerprint());
            }
            String chosen = project == null ? endpoint.project() : project;
            return new LxdClient(new Api(http, chosen, operationTimeout));
        } catch (RuntimeException e) {
            http.close();
            throw e;
        }
    }

    Http open(Endpoint endpoint) {
        return new Http(endpoint.transport().get(), connectTimeout, requestTimeout);
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
