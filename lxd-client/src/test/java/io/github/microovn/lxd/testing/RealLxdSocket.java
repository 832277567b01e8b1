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
     * Finds the socket as the tool does: what LXD_SOCKET or LXD_DIR name counts alone, else the snap's place or Debian's.
     *
     * @return where a real LXD is asked
     */
    public static Path path() {
        Map<String, String> environment = System.getenv();
        return Optional.ofNullable(environment.get("LXD_SOCKET"))
                .or(() -> Optional.ofNullable(environment.get("LXD_DIR")).map(directory -> directory + "/unix.socket"))
                .map(Path::of)
                .orElseGet(() -> Stream.of("/var/snap/lxd/common/lxd/unix.socket", "/var/lib/lxd/unix.socket")
                        .map(Path::of)
                        .filter(Files::exists)
                        .findFirst()
                        .orElse(Path.of("/var/lib/lxd/unix.socket")));
    }
}
