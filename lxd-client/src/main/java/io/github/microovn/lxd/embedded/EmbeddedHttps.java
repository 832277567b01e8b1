package io.github.microovn.lxd.embedded;

import com.google.gson.JsonObject;
import io.github.microovn.lxd.internal.tls.Certificates;
import io.github.microovn.lxd.internal.tls.Identity;
import io.github.microovn.lxd.internal.tls.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The HTTPS port of an {@link EmbeddedLxd}, on the loopback interface: TLS 1.3, a certificate that the server signed itself,
 * and a list of the client certificates it trusts, which is empty at first. Thread-safe.
 */
public final class EmbeddedHttps {
    /** What the daemon writes where there is no time. */
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private final Clock clock;
    private final Trust trust;
    private final TlsServerSocket listener;
    private final QuietServer server;
    private volatile Identity identity;

    EmbeddedHttps(Clock clock, Trust trust, DoorMaker doors) throws IOException {
        this.clock = clock;
        this.trust = trust;
        identity = SelfSigned.server("embedded", clock.instant());
        listener = new TlsServerSocket(identity);
        server = new QuietServer(listener);
        server.start(doors.door(server.server(), listener));
    }

    /** Makes what answers the requests of a server. */
    @FunctionalInterface
    interface DoorMaker {
        HttpDoor door(mockwebserver3.MockWebServer server, WireServerSocket listener);
    }

    /**
     * Returns where the server listens.
     *
     * @return such as {@code https://127.0.0.1:40123}
     */
    public URI address() {
        return URI.create("https://127.0.0.1:" + listener.address().getPort());
    }

    /**
     * Returns the certificate of the server.
     *
     * @return the certificate in PEM
     */
    public String certificate() {
        return Certificates.pem(identity.certificate());
    }

    /**
     * Returns the fingerprint of the server's certificate.
     *
     * @return its SHA-256 in lower-case hexadecimal
     */
    public String fingerprint() {
        return identity.fingerprint();
    }

    /** Gives the server a new key and certificate, for the connections from now on; those that stand are cut. */
    public void renewCertificate() {
        identity = SelfSigned.server("embedded", clock.instant());
        listener.show(identity);
        listener.closeConnections();
    }

    /**
     * Makes a token that lets one client in, as {@code lxc config trust add} does.
     *
     * @param name the name its certificate gets
     * @return the token
     */
    public String trustToken(String name) {
        return trustToken(name, null);
    }

    /**
     * Makes a token that lets one client in within a time.
     *
     * @param name the name its certificate gets
     * @param lifetime how long it is good for
     * @return the token
     */
    public String expiringTrustToken(String name, Duration lifetime) {
        return trustToken(name, lifetime);
    }

    private String trustToken(String name, @Nullable Duration lifetime) {
        Instant expires = lifetime == null ? null : clock.instant().plus(lifetime);
        JsonObject token = Json.object(
                "client_name",
                name,
                "fingerprint",
                fingerprint(),
                "addresses",
                List.of("127.0.0.1:" + listener.address().getPort()),
                "secret",
                trust.newSecret(name, lifetime),
                "expires_at",
                expires == null ? NEVER : expires);
        return Base64.getEncoder().encodeToString(token.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the names of the trusted clients.
     *
     * @return the names in the order in which they were added
     */
    public List<String> trustedClients() {
        return trust.entries().stream().map(Trust.Entry::name).toList();
    }

    /** Forgets every client. */
    public void distrustAll() {
        trust.clear();
    }

    void cutConnections() {
        listener.closeConnections();
    }

    void close() {
        listener.closeConnections();
        server.server().close();
    }
}
