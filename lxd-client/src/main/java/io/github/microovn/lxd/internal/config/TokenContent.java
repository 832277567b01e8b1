package io.github.microovn.lxd.internal.config;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in a trust token.
 *
 * @param clientName the name that the server gives the certificate of the client
 * @param fingerprint the fingerprint of the server's certificate
 * @param addresses where the server can be
 * @param secret what the server knows it by
 * @param expiresAt its end, or null for none
 * @param type what it makes, for newer servers; empty otherwise
 */
public record TokenContent(
        String clientName,
        String fingerprint,
        List<String> addresses,
        String secret,
        @Nullable Instant expiresAt,
        String type) {
    /** Never tells the secret. */
    @Override
    public String toString() {
        return "TokenContent[" + clientName + " for " + fingerprint + "]";
    }
}
