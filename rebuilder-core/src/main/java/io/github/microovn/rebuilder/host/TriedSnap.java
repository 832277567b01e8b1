package io.github.microovn.rebuilder.host;

import io.github.microovn.rebuilder.error.HostStepException;
import io.github.microovn.rebuilder.result.Step;
import java.util.List;

/**
 * Finds the directory that a snap was tried from. snapd keeps a tried snap as a symbolic link where an installed one has
 * its file: {@code /var/lib/snapd/snaps/NAME_REVISION.snap}; {@code current} names the revision that runs. Both are read
 * with {@code readlink}, so that the host needs neither curl nor a running snapd.
 */
public final class TriedSnap {

    /** Where snapd keeps the files of snaps. */
    public static final String SNAPS = "/var/lib/snapd/snaps";

    /** Where it shows what is in them: one of these two. */
    public static final List<String> MOUNTS = List.of("/snap", "/var/lib/snapd/snap");

    private static final String SCRIPT = """
            name=$1 snaps=$2
            shift 2
            for mounts in "$@"; do
              revision=$(readlink -- "$mounts/$name/current") || continue
              readlink -- "$snaps/${name}_$revision.snap" && exit 0
              exit 3
            done
            exit 4
            """;

    private TriedSnap() {}

    /**
     * Finds where a snap was tried from.
     *
     * @param host the host
     * @param name the snap's name, such as {@code microovn}
     * @return the directory's absolute path
     * @throws HostStepException when the snap is not installed, or not by {@code snap try}
     */
    public static String directory(Host host, String name) {
        List<String> arguments = List.of(name, SNAPS, MOUNTS.get(0), MOUNTS.get(1));
        CommandResult result = host.run(Command.script("locate", SCRIPT, arguments));
        return switch (result.exitCode()) {
            case 0 -> result.stdout().strip();
            case 3 ->
                throw failed(
                        host,
                        "Snap '" + name + "' is not tried from a directory on " + host.description()
                                + ": unpack it and run 'snap try DIR' there");
            case 4 ->
                throw failed(
                        host,
                        "Snap '" + name + "' is not installed on " + host.description()
                                + ": run 'snap try DIR' there, or name the remote directory with -r");
            default -> throw failed(host, "Cannot find the directory of snap '" + name + "': " + result.complaint());
        };
    }

    private static HostStepException failed(Host host, String reason) {
        return new HostStepException(host.name(), Step.CHECK, reason, null);
    }
}
