package io.github.microovn.lxd;

import static java.util.Objects.requireNonNull;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdApiException;
import io.github.microovn.lxd.error.LxdCertificateException;
import io.github.microovn.lxd.error.LxdConfigurationException;
import io.github.microovn.lxd.error.LxdConnectionException;
import io.github.microovn.lxd.error.LxdConnectionException.Tried;
import io.github.microovn.lxd.error.LxdTokenException;
import io.github.microovn.lxd.error.LxdTokenException.Reason;
import io.github.microovn.lxd.error.LxdUntrustedException;
import io.github.microovn.lxd.internal.config.Endpoint;
import io.github.microovn.lxd.internal.config.Remotes;
import io.github.microovn.lxd.internal.config.TokenContent;
import io.github.microovn.lxd.internal.config.UserConfig;
import io.github.microovn.lxd.internal.http.Envelope;
import io.github.microovn.lxd.internal.http.Http;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.json.Json;
import io.github.microovn.lxd.internal.json.Records;
import io.github.microovn.lxd.internal.resource.Greeting;
import io.github.microovn.lxd.internal.tls.HostAndPort;
import io.github.microovn.lxd.internal.tls.Identity;
import io.github.microovn.lxd.internal.tls.ServerTrust;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server hands out, by {@code lxc config trust add}, to let one client in. It names the server's certificate, so that
 * the client knows whom it talks to before it says anything. Immutable; it is a secret, and no text of it shows it.
 */
public final class TrustToken {
    private final String text;
    private final TokenContent content;

    private TrustToken(String text, TokenContent content) {
        this.text = text;
        this.content = content;
    }

    /**
     * Takes a token apart.
     *
     * @param text the token as the server printed it
     * @return the token
     * @throws LxdTokenException if it is none
     */
    public static TrustToken parse(String text) {
        Attempt attempt = new Attempt("read the trust token", "POST", "/1.0/certificates");
        try {
            byte[] json = Base64.getDecoder().decode(text.strip());
            Object members = Json.read(new StringReader(new String(json, StandardCharsets.UTF_8)));
            TokenContent content = Records.as(members, TokenContent.class);
            if (!content.fingerprint().isEmpty()
                    && !content.secret().isEmpty()
                    && !content.addresses().isEmpty()) {
                return new TrustToken(text.strip(), content);
            }
        } catch (IOException | IllegalArgumentException e) {
            // The cause would quote from it.
        }
        throw new LxdTokenException(attempt, Reason.MALFORMED, "it is not a whole trust token", null);
    }

    /** {@return the name that the server gives the certificate of the client} */
    public String clientName() {
        return content.clientName();
    }

    /** {@return the fingerprint of the server's certificate, in lower-case hexadecimal} */
    public String serverFingerprint() {
        return content.fingerprint();
    }

    /** {@return where the server can be, as host and port} */
    public List<String> addresses() {
        return List.copyOf(content.addresses());
    }

    /** {@return when it ends, if it does} */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(content.expiresAt());
    }

    /**
     * Redeems the token, with the defaults of a {@link LxdClientBuilder}.
     *
     * @param remote the name that the server gets on this machine
     * @return a client of the server
     * @throws io.github.microovn.lxd.error.LxdException as the other method tells
     */
    public LxdClient redeem(String remote) {
        return redeem(remote, LxdClient.builder());
    }

    /**
     * Redeems the token: makes a key and a certificate for the user if there are none (the key only readable by the user),
     * connects to the server that has the token's fingerprint, has it trust that certificate, pins the server's, and adds the
     * remote to {@code config.yml}. From then on {@link LxdClient#connect(String)} and the command {@code lxc} can use it.
     *
     * @param remote the name that the server gets on this machine
     * @param settings where the configuration is, where the server is if the token does not know, and how long to wait
     * @return a client of the server
     * @throws LxdTokenException if the token has expired, or the server refuses it
     * @throws LxdCertificateException if what answers is not the token's server; nothing was sent to it
     * @throws LxdConnectionException if the server cannot be reached
     * @throws LxdConfigurationException if the name is another server's, or the configuration cannot be used
     */
    public LxdClient redeem(String remote, LxdClientBuilder settings) {
        Attempt attempt = new Attempt("redeem the trust token for remote " + remote, "POST", "/1.0/certificates");
        Instant end = content.expiresAt();
        if (end != null && Instant.now().isAfter(end)) {
            throw new LxdTokenException(attempt, Reason.EXPIRED, "it has expired at " + end, null);
        }
        try {
            List<HostAndPort> servers = servers(settings);
            UserConfig config = new UserConfig(settings.places().userDirectory());
            config.requireFree(
                    remote, servers.stream().map(HostAndPort::toString).toList());
            Identity identity = config.identity();
            ServerTrust trust = ServerTrust.pinned(content.fingerprint());
            Endpoint redeemed = redeem(
                    attempt,
                    settings,
                    servers.stream()
                            .map(server -> Endpoint.https(server, trust, identity, null, true))
                            .toList());
            config.add(remote, redeemed.place(), requireNonNull(trust.shown()));
            return settings.connect(attempt, List.of(redeemed));
        } catch (IOException | IllegalArgumentException e) {
            throw new LxdConfigurationException(attempt, Remotes.message(e), e);
        }
    }

    private List<HostAndPort> servers(LxdClientBuilder settings) {
        HostAndPort given = settings.givenServer();
        return given == null
                ? content.addresses().stream().map(HostAndPort::parse).toList()
                : List.of(given);
    }

    /** Redeems it at the first address where its server answers. Another one can answer at an address of a bridge. */
    private Endpoint redeem(Attempt attempt, LxdClientBuilder settings, List<Endpoint> endpoints) {
        List<Tried> tried = new ArrayList<>();
        LxdCertificateException other = null;
        for (Endpoint endpoint : endpoints) {
            try (Http http = settings.open(endpoint)) {
                Greeting greeting = Greeting.of(http, attempt);
                if (!greeting.trusted()) {
                    redeem(attempt, http, greeting, endpoint);
                }
                return endpoint;
            } catch (LxdCertificateException e) {
                other = e;
            } catch (LxdConnectionException e) {
                tried.addAll(e.tried());
            }
        }
        throw other == null ? new LxdConnectionException(attempt, tried, null) : other;
    }

    private void redeem(Attempt attempt, Http http, Greeting greeting, Endpoint endpoint) {
        LxdApiException refusal = null;
        try {
            http.send(request(attempt, greeting), Envelope::type);
        } catch (LxdApiException e) {
            if (e.isForbidden()) {
                String detail = http.place() + " does not know it: it was used or withdrawn, or has expired there";
                throw new LxdTokenException(attempt, Reason.REFUSED, detail, e);
            }
            refusal = e; // or someone with the same certificate was faster
        }
        if (!Greeting.of(http, attempt).trusted()) {
            throw refusal == null
                    ? new LxdUntrustedException(attempt, http.place(), endpoint.clientFingerprint())
                    : refusal;
        }
    }

    /** Old servers take the token for a password, new ones have a field for it, and each ignores what it does not know. */
    private HttpRequest request(Attempt attempt, Greeting greeting) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("trust_token", text);
        if (!content.type().isEmpty() && greeting.extensions().contains("access_management_tls")) {
            return HttpRequest.of("POST", attempt.action(), "auth", "identities", "tls")
                    .withJson(body);
        }
        body.put("type", "client");
        if (!greeting.extensions().contains("explicit_trust_token")) {
            body.put("password", text);
        }
        return HttpRequest.of("POST", attempt.action(), "certificates").withJson(body);
    }

    /** {@return whose token for which server it is, without the secret} */
    @Override
    public String toString() {
        return "TrustToken[" + content.clientName() + " for " + content.fingerprint() + "]";
    }
}
