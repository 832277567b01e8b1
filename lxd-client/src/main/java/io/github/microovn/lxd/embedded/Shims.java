package io.github.microovn.lxd.embedded;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The shell scripts that stand in for what an instance would have and a directory has not. */
final class Shims {
    private static final List<String> ALWAYS =
            List.of("services.sh", "systemctl", "snapd.sh", "snap", "journalctl", "hostname", "id", "stty", "setpriv");
    private static final List<String> UNPRIVILEGED = List.of("unprivileged/chown", "unprivileged/stat");

    private Shims() {}

    /** Writes the scripts into a new directory. */
    static void write(Path directory) throws IOException {
        Files.createDirectory(directory);
        for (String name : ALWAYS) {
            write(name, directory.resolve(name));
        }
        if (Owners.needed(directory)) {
            for (String name : UNPRIVILEGED) {
                write(name, directory.resolve(name.substring(name.indexOf('/') + 1)));
            }
        }
    }

    private static void write(String resource, Path target) throws IOException {
        try (InputStream script = Shims.class.getResourceAsStream("shims/" + resource)) {
            if (script == null) {
                throw new FileNotFoundException("shims/" + resource);
            }
            Files.copy(script, target);
        }
        Files.setAttribute(target, "unix:mode", 0755);
    }
}
