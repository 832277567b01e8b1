package io.github.microovn.rebuilder.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * A file in pieces whose ends depend on their own bytes alone, so that a linker that moves most of a program moves most of
 * its pieces. That two of them are equal is a guess, which a hash of the whole has to prove.
 */
final class Chunks {

    private static final int SHORTEST = 2 * 1024;
    private static final int LONGEST = 8 * 1024;
    private static final int BUFFER_BYTES = 256 * 1024;

    // On average every 2 KiB one place ends a chunk; the upper bits are those that depend on the last 64 bytes.
    private static final long END = -1L << (Long.SIZE - 11);

    // A chunk is one number, of which the lower half is its length.
    private static final int HALF = 32;

    private static final int NONE = -1;

    private final long[] chunks;

    /** Where each of them begins; and where the last one ends. */
    private final long[] places;

    private Chunks(List<Long> found) {
        chunks = found.stream().mapToLong(Long::longValue).toArray();
        places = new long[chunks.length + 1];
        for (int i = 0; i < chunks.length; i++) {
            places[i + 1] = places[i] + length(chunks[i]);
        }
    }

    private static int length(long chunk) {
        return (int) chunk;
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @param similar a file that may have most of it, which saves most of the work and makes no other difference
     * @return its chunks
     * @throws IOException when it cannot be read
     */
    static Chunks of(Path file, Optional<Chunks> similar) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new Cutter(in, similar.orElseGet(() -> new Chunks(List.of()))).cut();
        }
    }

    /**
     * What somebody lacks who has another file.
     *
     * @param base that file
     * @return what to make of it, and what of that it does not have; empty where the whole is as good
     */
    Optional<Delta> lacking(Chunks base) {
        Finder finder = new Finder(base);
        List<Delta.Run> runs = new ArrayList<>();
        for (int i = 0; i < chunks.length; i++) {
            int there = finder.find(chunks[i], places[i]);
            runs.add(new Delta.Run(places[i], length(chunks[i]), there == NONE ? Delta.SENT : base.places[there]));
        }
        return Delta.of(size(), base.size(), runs);
    }

    private long size() {
        return places[chunks.length];
    }

    private boolean has(int index, long chunk) {
        return index >= 0 && index < chunks.length && chunks[index] == chunk;
    }

    /** Finds one chunk after the other in another file, where most of them follow each other as they do here. */
    private static final class Finder {

        private final Chunks base;
        private final Map<Long, Integer> first = new HashMap<>();
        private int next;

        Finder(Chunks base) {
            this.base = base;
        }

        /** Where that is which follows the one that was found last; none at the end, or where that was not there. */
        int next() {
            return next;
        }

        /** Where a chunk is: behind the last one, else at the same place, else anywhere. */
        int find(long chunk, long place) {
            int found = base.has(next, chunk) ? next : search(chunk, place);
            next = found == NONE ? NONE : found + 1;
            return found;
        }

        private int search(long chunk, long place) {
            int same = Arrays.binarySearch(base.places, place);
            if (base.has(same, chunk)) {
                return same;
            }
            if (first.isEmpty()) {
                for (int i = 0; i < base.chunks.length; i++) {
                    first.putIfAbsent(base.chunks[i], i);
                }
            }
            return first.getOrDefault(chunk, NONE);
        }
    }

    /** Cuts one file. */
    private static final class Cutter {

        private final InputStream in;
        private final Chunks similar;
        private final Finder finder;
        private final long[] weights = new SplittableRandom(1).longs(256).toArray();
        private final List<Long> found = new ArrayList<>();
        private final CRC32C crc = new CRC32C();
        private final byte[] buffer = new byte[BUFFER_BYTES];
        private int from;
        private int to;

        Cutter(InputStream in, Chunks similar) {
            this.in = in;
            this.similar = similar;
            this.finder = new Finder(similar);
        }

        Chunks cut() throws IOException {
            long place = 0;
            while (fill()) {
                long chunk = expected().orElseGet(this::next);
                found.add(chunk);
                finder.find(chunk, place);
                from += length(chunk);
                place += length(chunk);
            }
            return new Chunks(found);
        }

        /** Sees to it that a chunk can be seen to its end, if one is left. */
        private boolean fill() throws IOException {
            if (to - from < LONGEST) {
                System.arraycopy(buffer, from, buffer, 0, to - from);
                to -= from;
                from = 0;
                to += in.readNBytes(buffer, to, BUFFER_BYTES - to);
            }
            return from < to;
        }

        /** The chunk that would be next if nothing had changed; the last one of a file ends for another reason than its bytes. */
        private Optional<Long> expected() {
            int index = finder.next();
            if (index == NONE || index >= similar.chunks.length - 1) {
                return Optional.empty();
            }
            long chunk = similar.chunks[index];
            return length(chunk) <= to - from && chunk(length(chunk)) == chunk ? Optional.of(chunk) : Optional.empty();
        }

        private long next() {
            int last = Math.min(to, from + LONGEST);
            long seen = 0;
            int at = Math.min(last, from + SHORTEST);
            while (at < last) {
                seen = (seen << 1) + weights[buffer[at] & 0xff];
                at++;
                if ((seen & END) == 0) {
                    break;
                }
            }
            return chunk(at - from);
        }

        private long chunk(int length) {
            crc.reset();
            crc.update(buffer, from, length);
            return crc.getValue() << HALF | length;
        }
    }
}
