package io.github.microovn.rebuilder.deploy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How to make a file of another one, which holds most of it. */
final class Delta {

    /** Where a run is that the other file does not have. */
    static final long SENT = -1;

    /** Each run costs the host a process, which could copy so much in that time. */
    private static final long SHORTEST = 128 * 1024;

    private static final int MOST_RUNS = 64;

    private final long sizeBytes;
    private final long baseBytes;
    private final List<Run> runs;

    /** A part of the file, and where the other file has it. */
    record Run(long offset, long length, long from) {
        boolean sent() {
            return from == SENT;
        }

        private boolean stays() {
            return from == offset;
        }

        private boolean goesOn(Run next) {
            return sent() ? next.sent() : !next.sent() && next.from - from == next.offset - offset;
        }

        private Run and(Run next) {
            return new Run(offset, length + next.length, from);
        }
    }

    private Delta(long sizeBytes, long baseBytes, List<Run> runs) {
        this.sizeBytes = sizeBytes;
        this.baseBytes = baseBytes;
        this.runs = runs;
    }

    /** Of all parts of the file in order; empty where it saves too little. */
    static Optional<Delta> of(long sizeBytes, long baseBytes, List<Run> parts) {
        List<Run> substantial = joined(parts).stream()
                .map(run -> run.length() < SHORTEST ? new Run(run.offset(), run.length(), SENT) : run)
                .toList();
        List<Run> runs =
                joined(substantial).stream().filter(run -> !run.stays()).toList();
        Delta delta = new Delta(sizeBytes, baseBytes, runs);
        return runs.size() <= MOST_RUNS && delta.sentBytes() <= sizeBytes / 2 ? Optional.of(delta) : Optional.empty();
    }

    private static List<Run> joined(List<Run> parts) {
        List<Run> joined = new ArrayList<>();
        for (Run part : parts) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).goesOn(part)) {
                joined.set(last, joined.get(last).and(part));
            } else {
                joined.add(part);
            }
        }
        return joined;
    }

    /** {@return how much the other file does not have} */
    long sentBytes() {
        return runs.stream().filter(Run::sent).mapToLong(Run::length).sum();
    }

    /**
     * What to do to a copy of the other file, for who has what {@link #write} has written.
     *
     * @return words with commas between: {@code =SIZE} sets its size, {@code OFFSET+LENGTH} takes the next bytes of those,
     *     {@code OFFSET+LENGTH<FROM} bytes of the other file
     */
    String steps() {
        return steps(runs.stream().map(Delta::step));
    }

    /**
     * What to do to a copy of the other file, complete.
     *
     * @param file the file that is to be made
     * @return as for {@link #steps()}, but {@code OFFSET+LENGTH:BASE64} takes the bytes that are given
     * @throws IOException as for {@link #write}
     */
    String steps(Path file) throws IOException {
        List<String> steps = new ArrayList<>();
        try (FileChannel in = FileChannel.open(file)) {
            for (Run run : runs) {
                ByteBuffer bytes = ByteBuffer.allocate(run.sent() ? Math.toIntExact(run.length()) : 0);
                while (bytes.hasRemaining()) {
                    if (in.read(bytes, run.offset() + bytes.position()) < 0) {
                        throw shorter();
                    }
                }
                String given = run.sent() ? ":" + Base64.getEncoder().encodeToString(bytes.array()) : "";
                steps.add(step(run) + given);
            }
        }
        return steps(steps.stream());
    }

    private String steps(Stream<String> steps) {
        Stream<String> size = sizeBytes == baseBytes ? Stream.of() : Stream.of("=" + sizeBytes);
        return Stream.concat(size, steps).collect(Collectors.joining(","));
    }

    private static String step(Run run) {
        return run.offset() + "+" + run.length() + (run.sent() ? "" : "<" + run.from());
    }

    private static EOFException shorter() {
        return new EOFException("it has become shorter");
    }

    /**
     * Writes what the other file does not have, in order.
     *
     * @param file the file that is to be made
     * @param part takes it
     * @throws IOException when that fails, or the file has become shorter
     */
    void write(Path file, Path part) throws IOException {
        try (FileChannel in = FileChannel.open(file);
                FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
            for (Run run : runs) {
                for (long done = 0; run.sent() && done < run.length(); ) {
                    long count = in.transferTo(run.offset() + done, run.length() - done, out);
                    if (count <= 0) {
                        throw shorter();
                    }
                    done += count;
                }
            }
        }
    }
}
