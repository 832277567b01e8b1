package io.github.microovn.lxd.internal.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text around DER (RFC 7468). */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*(.*?)\\s*-----END \\1-----", Pattern.DOTALL);

    private Pem() {}

    /**
     * What stands between a begin and an end.
     *
     * @param type what it says it is, such as {@code EC PRIVATE KEY}
     * @param der the content
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Block(String type, byte[] der) {
        /** Never tells the content, which can be a key. */
        @Override
        public String toString() {
            return "Block[" + type + "]";
        }
    }

    /**
     * Returns the blocks of a text in order.
     *
     * @throws IllegalArgumentException if one is encrypted the old way or is not Base64
     */
    static List<Block> read(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            String content = matcher.group(2);
            if (content.startsWith("Proc-Type:")) {
                throw new IllegalArgumentException("it is encrypted");
            }
            byte[] der = Base64.getMimeDecoder().decode(content);
            blocks.add(new Block(matcher.group(1), der));
        }
        return blocks;
    }

    /** Writes one block. */
    static String write(String type, byte[] der) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + type + "-----\n" + lines.encodeToString(der) + "\n-----END " + type + "-----\n";
    }
}
