package io.github.microovn.rebuilder.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * A file in pieces whose ends depend on their own bytes alone, so that a linker that moves most of a program moves most of
 * its pieces. That two of them are equal is a guess, which a hash of the whole has to prove.
 */
final class Chunks {

    private static final int SHORTEST = 8 * 1024;
    private static final int LONGEST = 64 * 1024;
    private static final int BUFFER_BYTES = 256 * 1024;

    // On average every 8 KiB one place ends a chunk; the upper bits are those that depend on the last 64 bytes.
    private static final long END = -1L << (Long.SIZE - 13);

    private final List<Chunk> chunks;
    private final long sizeBytes;

    /** One of them, as far as it is known. */
    private record Chunk(long crc, int length) {}

    private Chunks(List<Chunk> chunks) {
        this.chunks = List.copyOf(chunks);
        this.sizeBytes = chunks.stream().mapToLong(Chunk::length).sum();
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return its chunks
     * @throws IOException when it cannot be read
     */
    static Chunks of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new Cutter().cut(in);
        }
    }

    /**
     * What somebody lacks who has another file.
     *
     * @param base that file
     * @return what to make of it, and what of that it does not have; empty where the whole is as good
     */
    Optional<Delta> lacking(Chunks base) {
        Map<Chunk, Set<Long>> places = base.places();
        List<Delta.Run> runs = new ArrayList<>();
        long offset = 0;
        long shift = 0;
        for (Chunk chunk : chunks) {
            Set<Long> there = places.getOrDefault(chunk, Set.of());
            if (!there.isEmpty() && !there.contains(offset + shift)) {
                shift = there.contains(offset) ? 0 : there.iterator().next() - offset;
            }
            long from = there.isEmpty() ? Delta.SENT : offset + shift;
            runs.add(new Delta.Run(offset, chunk.length(), from));
            offset += chunk.length();
        }
        return Delta.of(sizeBytes, base.sizeBytes, runs);
    }

    private Map<Chunk, Set<Long>> places() {
        Map<Chunk, Set<Long>> places = new HashMap<>();
        long offset = 0;
        for (Chunk chunk : chunks) {
            places.computeIfAbsent(chunk, one -> new HashSet<>()).add(offset);
            offset += chunk.length();
        }
        return places;
    }

    /** Cuts one file. */
    private static final class Cutter {

        private final long[] weights = new SplittableRandom(1).longs(256).toArray();
        private final List<Chunk> found = new ArrayList<>();
        private final CRC32C crc = new CRC32C();
        private int length;
        private long window;

        Chunks cut(InputStream in) throws IOException {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                for (int at = 0; at < count; ) {
                    int end = advance(buffer, at, count);
                    crc.update(buffer, at, end - at);
                    length += end - at;
                    at = end;
                    if (length == LONGEST || (length > SHORTEST && (window & END) == 0)) {
                        finish();
                    }
                }
            }
            if (length > 0) {
                finish();
            }
            return new Chunks(found);
        }

        /** Where the chunk ends of which some is behind already, or as far as there is something to see. */
        private int advance(byte[] bytes, int from, int to) {
            int at = from + Math.min(to - from, Math.max(0, SHORTEST - length));
            int last = Math.min(to, from + LONGEST - length);
            long seen = window;
            while (at < last) {
                seen = (seen << 1) + weights[bytes[at] & 0xff];
                at++;
                if ((seen & END) == 0) {
                    break;
                }
            }
            window = seen;
            return at;
        }

        private void finish() {
            found.add(new Chunk(crc.getValue(), length));
            crc.reset();
            length = 0;
            window = 0;
        }
    }
}
