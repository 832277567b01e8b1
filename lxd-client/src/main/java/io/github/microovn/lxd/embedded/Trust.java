package io.github.microovn.lxd.embedded;

import io.github.microovn.lxd.internal.tls.Certificates;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The certificates of the clients that may do everything, and the tokens for those that may become such. */
final class Trust {
    private static final int SECRET_SIZE = 32;

    private final Clock clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Token> tokens = new HashMap<>();

    Trust(Clock clock) {
        this.clock = clock;
    }

    /** A trusted certificate. */
    record Entry(String name, X509Certificate certificate) {
        String fingerprint() {
            return Certificates.fingerprint(certificate);
        }
    }

    /** What admits one client; null as its end means never. */
    record Token(String name, @Nullable Instant expires) {}

    synchronized boolean trusts(Caller caller) {
        X509Certificate certificate = caller.certificate();
        return caller.local() || (certificate != null && entries.containsKey(Certificates.fingerprint(certificate)));
    }

    /** Adds a certificate; false if it is there already. */
    synchronized boolean add(String name, X509Certificate certificate) {
        return entries.putIfAbsent(Certificates.fingerprint(certificate), new Entry(name, certificate)) == null;
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** The only certificate whose fingerprint begins so. */
    synchronized Optional<Entry> find(String prefix) {
        List<Entry> found = entries.values().stream()
                .filter(entry -> entry.fingerprint().startsWith(prefix))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    synchronized void remove(Entry entry) {
        entries.remove(entry.fingerprint());
    }

    synchronized void clear() {
        entries.clear();
    }

    /** Makes a secret that admits one client. */
    synchronized String newSecret(String name, @Nullable Duration lifetime) {
        byte[] random = new byte[SECRET_SIZE];
        new SecureRandom().nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        tokens.put(
                secret,
                new Token(name, lifetime == null ? null : clock.instant().plus(lifetime)));
        return secret;
    }

    /** Uses up a whole token, as text; false if there is none such. */
    synchronized boolean redeem(String text, X509Certificate certificate) {
        Token token = tokens.remove(secretOf(text));
        if (token == null || (token.expires != null && !clock.instant().isBefore(token.expires))) {
            return false;
        }
        add(token.name, certificate);
        return true;
    }

    private static String secretOf(String text) {
        try {
            String json = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
            return JsonBody.parse("CertificateAddToken", json).string("secret");
        } catch (IllegalArgumentException | ApiError e) {
            return ""; // no secret is like this
        }
    }

    static X509Certificate certificate(String base64) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64)));
        } catch (CertificateException | IllegalArgumentException e) {
            throw ApiError.badRequest("Invalid certificate material: " + e.getMessage());
        }
    }
}
