package io.github.microovn.lxd.internal.config;

import io.github.microovn.lxd.internal.tls.HostAndPort;
import io.github.microovn.lxd.internal.tls.Identity;
import io.github.microovn.lxd.internal.tls.ServerTrust;
import io.github.microovn.lxd.internal.tls.TlsTransport;
import io.github.microovn.lxd.transport.Transport;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A place where a daemon can be, and how to connect there.
 *
 * @param place the place as errors name it
 * @param transport makes the connections
 * @param project the project to work in, or null for the default one
 * @param anonymous whether the daemon need not trust this client
 * @param clientFingerprint the fingerprint of the certificate that the daemon is shown, or null for none
 */
public record Endpoint(
        String place,
        Supplier<Transport> transport,
        @Nullable String project,
        boolean anonymous,
        @Nullable String clientFingerprint) {

    /**
     * Returns a unix socket.
     *
     * @param socket its path
     * @param origin who named it; empty for the caller
     * @param project the project to work in, or null
     */
    public static Endpoint unix(Path socket, String origin, @Nullable String project) {
        String place = origin.isEmpty() ? socket.toString() : socket + " (" + origin + ")";
        return new Endpoint(place, () -> Transport.unix(socket), project, false, null);
    }

    /**
     * Returns a server that is reached over HTTPS.
     *
     * @param server where it listens
     * @param trust which certificate it may show
     * @param identity what to show to it, or null
     * @param project the project to work in, or null
     * @param anonymous whether it need not trust this client
     */
    public static Endpoint https(
            HostAndPort server,
            ServerTrust trust,
            @Nullable Identity identity,
            @Nullable String project,
            boolean anonymous) {
        return new Endpoint(
                server.toString(),
                () -> new TlsTransport(server, trust, identity),
                project,
                anonymous,
                identity == null ? null : identity.fingerprint());
    }
}
