package io.github.microovn.lxd.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The smallest image there is. */
final class TinyImage {
    private TinyImage() {}

    /** A tar archive with metadata and an empty root. */
    static byte[] tarball(String name) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        String metadata = "architecture: x86_64\ncreation_date: 1700000000\nproperties:\n  description: " + name + "\n";
        member(tar, "metadata.yaml", metadata, '0');
        member(tar, "rootfs/", "", '5');
        tar.writeBytes(new byte[1024]);
        return tar.toByteArray();
    }

    private static void member(ByteArrayOutputStream tar, String name, String content, char type) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, type == '5' ? "0000755" : "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, String.format("%011o", content.length()));
        put(header, 136, "00000000000");
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 257, "ustar");
        put(header, 263, "00");
        int sum = 0;
        for (byte b : header) {
            sum += b;
        }
        put(header, 148, String.format("%06o", sum));
        header[154] = 0;
        tar.writeBytes(header);
        tar.writeBytes(content.getBytes(StandardCharsets.US_ASCII));
        tar.writeBytes(new byte[(512 - content.length() % 512) % 512]);
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
