package io.github.microovn.lxd.internal.files;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash that files are compared by. */
final class Sha256 {
    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
