package io.github.microovn.lxd.embedded;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A named pipe for the output of a process. It ends when the last process that holds it ends, background children
 * included, as the daemon's do; a pipe of {@link Process} ends with the process itself.
 */
final class Pipe implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile both;
    private final InputStream output;

    private Pipe(Path path) throws IOException {
        this.path = path;
        both = new RandomAccessFile(path.toFile(), "rw"); // with both ends open, opening one of them does not wait
        output = new FileInputStream(path.toFile());
    }

    static Pipe make(Path directory) throws IOException, InterruptedException {
        Path path = Files.createDirectories(directory).resolve(UUID.randomUUID().toString());
        Process process = new ProcessBuilder("mkfifo", "-m", "600", path.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("cannot make the named pipe " + path);
        }
        return new Pipe(path);
    }

    /** The end to write to. */
    File input() {
        return path.toFile();
    }

    /** The end to read from; it ends when nobody has the other one open any more, not before {@link #close}. */
    InputStream output() {
        return output;
    }

    /** Removes the name and this process's hold on the input; who has an end open keeps it. */
    @Override
    public void close() throws IOException {
        both.close();
        Files.deleteIfExists(path);
    }
}
