package io.github.microovn.lxd.internal.unix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the socket of the daemon of this machine can be. */
public final class SocketDiscovery {
    private final Map<String, String> environment;
    private final Path root;

    /**
     * Looks nowhere yet.
     *
     * @param environment the variables that can name a place
     * @param root what the usual places are below
     */
    public SocketDiscovery(Map<String, String> environment, Path root) {
        this.environment = environment;
        this.root = root;
    }

    /**
     * A place to try.
     *
     * @param socket the path of the socket
     * @param origin who named it
     * @param project the only project that can be worked in there, or null
     */
    public record Place(
            Path socket, String origin, @Nullable String project) {}

    /** Returns the places in the order to try them. One that the environment names is the only one. */
    public List<Place> places() {
        for (String daemon : List.of("LXD", "INCUS")) {
            String socket = environment.getOrDefault(daemon + "_SOCKET", "");
            if (!socket.isEmpty()) {
                return List.of(new Place(Path.of(socket), daemon + "_SOCKET", null));
            }
            String directory = environment.getOrDefault(daemon + "_DIR", "");
            if (!directory.isEmpty()) {
                return List.of(new Place(Path.of(directory, "unix.socket"), daemon + "_DIR", null));
            }
        }
        List<Place> places = new ArrayList<>();
        places.add(new Place(root.resolve("var/snap/lxd/common/lxd/unix.socket"), "snap", null));
        places.add(new Place(root.resolve("var/lib/lxd/unix.socket"), "package", null));
        addIfThere(places, "var/snap/lxd/common/lxd-user/unix.socket", "snap, own project", true);
        for (String directory : List.of("run/incus", "var/lib/incus")) {
            addIfThere(places, directory + "/unix.socket", "Incus", false);
            addIfThere(places, directory + "/unix.socket.user", "Incus, own project", true);
        }
        return places;
    }

    /** Most machines have none of these, and an error need not name them there. */
    private void addIfThere(List<Place> places, String socket, String origin, boolean ownProject) {
        Path path = root.resolve(socket);
        if (Files.exists(path)) {
            places.add(new Place(path, origin, ownProject ? "user-" + userId() : null));
        }
    }

    private static String userId() {
        try {
            return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return System.getProperty("user.name"); // the daemon will say that there is no such project
        }
    }
}
