package io.github.microovn.lxd.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Where the real LXD of this machine listens, what is expected of it, and how tests name what they make there. */
public final class RealLxdSocket {
    /** The alias of the image that instances of tests are made from. */
    public static final String IMAGE = "microovn-lab";

    private RealLxdSocket() {}

    /**
     * Invents a name for an instance that a test makes. It begins with the system property {@code lab.instances}, so that one
     * test run's instances can be told from another's.
     *
     * @return a name that no instance has
     */
    public static String newInstanceName() {
        return System.getProperty("lab.instances", "rebuilder-it-")
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }

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
