package io.github.microovn.rebuilder.source;

import io.github.microovn.rebuilder.build.Leftovers;
import io.github.microovn.rebuilder.error.BuildException;
import io.github.microovn.rebuilder.error.CancelledException;
import io.github.microovn.rebuilder.error.IoReason;
import io.github.microovn.rebuilder.result.SourceStep;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The directory of logs, and of what a run has to know of one that was killed: which steps had begun and not succeeded, so that
 * what they left does not pass for done. One run at a time has it; what a killed one still had running is ended first.
 */
final class Workplace implements AutoCloseable {

    /** The variable by which the processes of a run are known. */
    static final String MARK = "MICROOVN_REBUILDER_SOURCE_TREE";

    private final Path directory;
    private final FileChannel channel;
    private @Nullable Path begun;

    private Workplace(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Takes the place for a tree. */
    static Workplace take(Path directory, Path top) {
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    directory.resolve("source.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (lock(channel) == null) {
                    throw new BuildException("Another run works on " + top + "; wait for its end", null);
                }
                Leftovers.end(MARK, top.toString());
                return new Workplace(directory, channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            } catch (InterruptedException e) {
                channel.close();
                Thread.currentThread().interrupt();
                throw new CancelledException("ending what an earlier run left", e);
            }
        } catch (IOException e) {
            throw new BuildException("Cannot use " + directory + " for logs: " + IoReason.of(e), e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path log(SourceStep step) {
        return directory.resolve("source-" + name(step) + ".log");
    }

    /** The log of what is only asked. */
    Path questions() {
        return directory.resolve("source-questions.log");
    }

    /** Remembers that a step begins in a directory. */
    void begin(SourceStep step, Path where) {
        Path mark = mark(step, where);
        begun = mark;
        try {
            Files.writeString(mark, where + "\n");
        } catch (IOException e) {
            throw new BuildException("Cannot write to " + directory + ": " + IoReason.of(e), e);
        }
    }

    /** The step that began last has succeeded. */
    void succeeded() {
        try {
            if (begun != null) {
                Files.deleteIfExists(begun);
            }
        } catch (IOException e) {
            throw new BuildException("Cannot write to " + directory + ": " + IoReason.of(e), e);
        }
    }

    /** Whether a step has begun there and not succeeded. */
    boolean unfinished(SourceStep step, Path where) {
        return Files.exists(mark(step, where));
    }

    private Path mark(SourceStep step, Path where) {
        return directory.resolve("unfinished-" + name(step) + "-"
                + Integer.toHexString(where.toString().hashCode()));
    }

    private static String name(SourceStep step) {
        return step.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new BuildException("Cannot give up " + directory + ": " + IoReason.of(e), e);
        }
    }
}
