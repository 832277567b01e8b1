package io.github.microovn.rebuilder.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What the file system tells of a file without reading it. While the stamp stays the same so does the content, once the
 * stamp {@linkplain #isSettled has settled}.
 *
 * @param identity the file itself, whatever its name
 * @param sizeBytes its size
 * @param modified when its content was changed
 * @param changed when its content or its attributes were changed; programs cannot set this one back
 * @param kind what it is
 */
record FileStamp(Object identity, long sizeBytes, FileTime modified, FileTime changed, Kind kind) {

    // Linux stamps with the time of its last timer tick, at most 10 ms ago: two writes within one tick look alike.
    private static final Duration TICK = Duration.ofMillis(50);

    /** File systems without room for fractions of a second round to one second or two. */
    private static final Duration COARSE = Duration.ofMillis(2_050);

    /** What a path leads to. */
    enum Kind {
        FILE,
        DIRECTORY,
        OTHER
    }

    /** Reads a file's stamp, of what a symbolic link leads to. */
    static FileStamp of(Path file) throws IOException {
        BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(
                Objects.requireNonNullElse(basic.fileKey(), file),
                basic.size(),
                basic.lastModifiedTime(),
                Objects.requireNonNull((FileTime) Files.getAttribute(file, "unix:ctime")),
                basic.isRegularFile() ? Kind.FILE : basic.isDirectory() ? Kind.DIRECTORY : Kind.OTHER);
    }

    /** All of it in one word. */
    String text() {
        return identity.toString().replaceAll("\\s", "") + "," + sizeBytes + "," + nanos(modified) + ","
                + nanos(changed) + "," + kind;
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    /**
     * Whether every later change of the file will show in its stamp: not when the last one was so recently that another
     * one could get the same times.
     *
     * @param now a time before which the file was not read
     */
    boolean isSettled(Instant now) {
        boolean coarse = changed.to(TimeUnit.NANOSECONDS) % TimeUnit.SECONDS.toNanos(1) == 0;
        return changed.toInstant().plus(coarse ? COARSE : TICK).isBefore(now);
    }
}
