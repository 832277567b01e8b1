package io.github.microovn.lxd.internal.files;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import okio.Buffer;

/** The hash that files are compared by. */
final class Sha256 {
    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void add(byte[] piece, int count) {
        digest.update(piece, 0, count);
    }

    /** Adds what is in a buffer, where it lies. */
    void add(Buffer data) {
        try (Buffer.UnsafeCursor cursor = data.readUnsafe()) {
            while (cursor.next() >= 0) {
                digest.update(requireNonNull(cursor.data), cursor.start, cursor.end - cursor.start);
            }
        }
    }

    /** Returns the hash in lower-case hexadecimal, and begins anew. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
