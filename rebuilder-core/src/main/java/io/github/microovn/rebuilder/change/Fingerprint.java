package io.github.microovn.rebuilder.change;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What a file contains. Two files with equal fingerprints have the same bytes.
 *
 * @param sha256 the content's SHA-256, 64 lower-case hexadecimal digits
 * @param sizeBytes the content's size
 */
public record Fingerprint(String sha256, long sizeBytes) {

    /** Computes what {@link #sha256} is. */
    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
