package io.github.microovn.lxd.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the real LXD of this machine listens, and what is expected of it. */
public final class RealLxdSocket {
    /** The alias of the image that instances of tests are made from. */
    public static final String IMAGE = "microovn-lab";

    private RealLxdSocket() {}

    /**
     * Finds the socket as the tool does: by LXD_SOCKET, LXD_DIR, the snap's place, Debian's place.
     *
     * @return the first that exists, else the last place that was looked at
     */
    public static Path path() {
        Map<String, String> environment = System.getenv();
        return Stream.of(
                        Optional.ofNullable(environment.get("LXD_SOCKET")),
                        Optional.ofNullable(environment.get("LXD_DIR")).map(directory -> directory + "/unix.socket"),
                        Optional.of("/var/snap/lxd/common/lxd/unix.socket"))
                .flatMap(Optional::stream)
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElse(Path.of("/var/lib/lxd/unix.socket"));
    }
}
