package io.github.microovn.lxd.internal.unix;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
     * @param origin who named it; empty for the caller
     */
    public record Place(Path socket, String origin) {
        @Override
        public String toString() {
            return origin.isEmpty() ? socket.toString() : socket + " (" + origin + ")";
        }
    }

    /** Returns the places in the order to try them. One that the environment names is the only one. */
    public List<Place> places() {
        String socket = environment.getOrDefault("LXD_SOCKET", "");
        if (!socket.isEmpty()) {
            return List.of(new Place(Path.of(socket), "LXD_SOCKET"));
        }
        String directory = environment.getOrDefault("LXD_DIR", "");
        if (!directory.isEmpty()) {
            return List.of(new Place(Path.of(directory, "unix.socket"), "LXD_DIR"));
        }
        return List.of(
                new Place(root.resolve("var/snap/lxd/common/lxd/unix.socket"), "snap"),
                new Place(root.resolve("var/lib/lxd/unix.socket"), "package"));
    }
}
