package io.github.microovn.lxd.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** The size of a terminal that is not there, in a file that the shim of {@code stty} shows. */
final class TerminalSizeFile implements AutoCloseable {
    private final Path path;

    private TerminalSizeFile(Path path) {
        this.path = path;
    }

    static TerminalSizeFile make(Path directory, int columns, int rows) throws IOException {
        TerminalSizeFile file = new TerminalSizeFile(
                Files.createDirectories(directory).resolve(UUID.randomUUID().toString()));
        file.write(columns, rows);
        return file;
    }

    synchronized void write(int columns, int rows) throws IOException {
        Files.writeString(path, rows + " " + columns + "\n");
    }

    void addTo(Map<String, String> environment) {
        environment.put("EMBEDDED_TERMINAL", path.toString());
    }

    @Override
    public synchronized void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
