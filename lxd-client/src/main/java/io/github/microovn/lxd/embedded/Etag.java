package io.github.microovn.lxd.embedded;

import com.google.gson.JsonElement;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Entity tags and other hashes. */
final class Etag {
    private Etag() {}

    static String of(JsonElement element) {
        return '"' + HexFormat.of().formatHex(sha256().digest(Json.bytes(element, ""))) + '"';
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
