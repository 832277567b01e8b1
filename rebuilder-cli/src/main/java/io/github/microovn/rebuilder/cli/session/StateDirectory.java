package io.github.microovn.rebuilder.cli.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/** Where this program keeps what a user may want to read later: {@code ~/.local/state/microovn-rebuilder}. */
public final class StateDirectory {

    private final Path directory;

    /**
     * Finds the place, without making it.
     *
     * @param environment {@code XDG_STATE_HOME} and {@code HOME} say where
     */
    public StateDirectory(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        // The standard has relative values ignored.
        this.directory = (state.startsWith("/") ? Path.of(state) : Path.of(home, ".local", "state"))
                .resolve("microovn-rebuilder");
    }

    /**
     * The directory for the build log of a source tree. Two trees that are built at the same time have two.
     *
     * @param source the source directory
     * @return the directory, which exists; none where it cannot be made
     */
    public Optional<Path> logDirectory(Path source) {
        Path absolute = source.toAbsolutePath().normalize();
        var checksum = new CRC32();
        checksum.update(absolute.toString().getBytes(StandardCharsets.UTF_8));
        Path name = absolute.getFileName();
        return made(directory.resolve(
                (name == null ? "root" : name) + "-" + HexFormat.of().toHexDigits((int) checksum.getValue())));
    }

    /**
     * The file that an unexpected error is written to.
     *
     * @return a path in a directory that exists; none where it cannot be made
     */
    public Optional<Path> crashFile() {
        return made(directory).map(path -> path.resolve("crash.log"));
    }

    private static Optional<Path> made(Path directory) {
        try {
            return Optional.of(Files.createDirectories(directory));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
