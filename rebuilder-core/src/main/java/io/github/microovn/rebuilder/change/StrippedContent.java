package io.github.microovn.rebuilder.change;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a stripped program contains.
 *
 * @param fingerprint of all of it
 * @param code the SHA-256 of all but the build-id, which the linker computes of the debug information, too
 */
record StrippedContent(Fingerprint fingerprint, String code) {

    private static final int BUFFER_BYTES = 1 << 16;

    static StrippedContent of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ElfImage.Range id = buildId(channel);
            MessageDigest all = Fingerprint.digest();
            MessageDigest code = Fingerprint.digest();
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            long position = 0;
            for (int count = channel.read(buffer, 0); count > 0; count = channel.read(buffer.clear(), position)) {
                all.update(buffer.array(), 0, count);
                int from = (int) Math.max(0, Math.min(count, id.offset() - position));
                int to = (int) Math.max(0, Math.min(count, id.offset() + id.size() - position));
                Arrays.fill(buffer.array(), from, to, (byte) 0);
                code.update(buffer.array(), 0, count);
                position += count;
            }
            Fingerprint fingerprint = new Fingerprint(hex(all), position);
            return new StrippedContent(fingerprint, hex(code));
        }
    }

    private static ElfImage.Range buildId(FileChannel channel) throws IOException {
        try {
            var image = ElfImage.of(channel);
            return image.isPresent() ? image.get().buildId() : ElfImage.Range.NONE;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return ElfImage.Range.NONE;
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
