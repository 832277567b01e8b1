package io.github.microovn.rebuilder.cluster;

import java.util.List;

/** Where things are on a node. */
final class NodePaths {

    /** The unpacked snap, where sessions look for it. */
    static final String TREE = "/root/squashfs-root";

    /** Where snapd keeps the files of snaps, and the two places one of which shows what is in them. */
    static final List<String> SNAPD = List.of("/var/lib/snapd/snaps", "/snap", "/var/lib/snapd/snap");

    /** The commands of snaps. */
    static final String COMMANDS = "/snap/bin";

    /** The schemas in the snap that runs. */
    static final String SCHEMAS = "/snap/microovn/current/share/ovn";

    /** The sockets of the databases. */
    static final String SOCKETS = "/var/snap/microovn/common/run/ovn";

    /** What MicroOVN tells its services. */
    static final String ENVIRONMENT = "/var/snap/microovn/common/data/env/ovn.env";

    /** The sockets of the host, by which it is seen who listens. */
    static final List<String> TCP = List.of("/proc/net/tcp", "/proc/net/tcp6");

    /** What an upload is called until it is complete. */
    static final String STAGED_TREE = "/root/.squashfs-root.rebuilder";

    static final String STAGED_SNAP = "/root/.microovn.snap.rebuilder";

    static final String DOWNLOADS = "/root/.microovn.download.rebuilder";

    private static final String OWN = "/var/lib/microovn-rebuilder/cluster/";

    /** Held by whoever changes the membership. */
    static final String LOCK = OWN + "lock";

    /** There while plugs are connected that the daemon does not run with yet. */
    static final String CONNECTING = OWN + "connecting";

    /** The token that the node itself joins by. */
    static final String TOKEN = OWN + "token";

    private NodePaths() {}

    /** The token of a new member, on the node that made it. */
    static String token(String member) {
        return OWN + "token-" + member;
    }
}
