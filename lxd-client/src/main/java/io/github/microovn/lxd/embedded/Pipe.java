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

    private Pipe(Path path) {
        this.path = path;
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
    File file() {
        return path.toFile();
    }

    /** Opens the end to read from; waits for a writer. */
    InputStream open() throws IOException {
        return new FileInputStream(path.toFile());
    }

    /** Lets a reader go that waits for a writer which will not come. */
    void abandon() throws IOException {
        new RandomAccessFile(path.toFile(), "rw").close();
    }

    /** Removes the name; who has the pipe open keeps it. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
