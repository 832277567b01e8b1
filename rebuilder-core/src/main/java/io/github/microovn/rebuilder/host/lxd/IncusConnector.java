package io.github.microovn.rebuilder.host.lxd;

import io.github.microovn.lxd.LxdClientBuilder;
import io.github.microovn.rebuilder.error.HostUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Connects to instances of Incus daemons, also where an LXD is on the machine too. */
public final class IncusConnector extends InstanceConnector {

    private static final List<Path> DIRECTORIES = List.of(Path.of("/run/incus"), Path.of("/var/lib/incus"));

    /** Connects to nothing yet. */
    public IncusConnector() {
        super(new Brand("Incus", "incus", "incus"));
    }

    @Override
    LxdClientBuilder local(LxdClientBuilder builder, String host, Map<String, String> environment) {
        String socket = environment.getOrDefault("INCUS_SOCKET", "");
        String directory = environment.getOrDefault("INCUS_DIR", "");
        if (!socket.isEmpty() || !directory.isEmpty()) {
            return builder.socket(socket.isEmpty() ? Path.of(directory, "unix.socket") : Path.of(socket));
        }
        for (Path place : DIRECTORIES) {
            Path ofAdministrators = place.resolve("unix.socket");
            Path ofUsers = place.resolve("unix.socket.user");
            if (Files.isWritable(ofAdministrators)) {
                return builder.socket(ofAdministrators);
            }
            if (Files.isWritable(ofUsers)) {
                return builder.socket(ofUsers).project("user-" + userId());
            }
        }
        String looked = DIRECTORIES.get(0) + " and " + DIRECTORIES.get(1);
        throw new HostUnavailableException(
                host,
                "no Incus socket that this user may use is in " + looked
                        + "; INCUS_SOCKET names another, and group incus-admin may use it",
                null);
    }

    private static String userId() {
        try {
            return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            return System.getProperty("user.name");
        }
    }
}
