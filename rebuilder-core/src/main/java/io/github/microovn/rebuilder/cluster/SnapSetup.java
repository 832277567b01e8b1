package io.github.microovn.rebuilder.cluster;

import static io.github.microovn.rebuilder.cluster.NodePaths.DOWNLOADS;
import static io.github.microovn.rebuilder.cluster.NodePaths.STAGED_SNAP;
import static io.github.microovn.rebuilder.cluster.NodePaths.STAGED_TREE;
import static io.github.microovn.rebuilder.cluster.NodePaths.TREE;

import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.lxd.model.TransferOptions;
import io.github.microovn.lxd.model.TreeResult;
import io.github.microovn.rebuilder.event.ClusterEvent;
import io.github.microovn.rebuilder.result.ClusterStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Gets MicroOVN onto a node: unpacked, tried, with its plugs connected and its commands named, ready to form a cluster. */
final class SnapSetup {

    /** What snapd does not connect by itself for a snap that is not from the store; later releases have more of them. */
    private static final List<String> PLUGS = List.of(
            "firewall-control",
            "hardware-observe",
            "hugepages-control",
            "network-control",
            "network-setup-control",
            "openvswitch-support",
            "process-control",
            "system-trace");

    /** The names that the store gives the snap's commands. */
    private static final List<String> COMMANDS = List.of(
            "ovn-appctl",
            "ovn-nbctl",
            "ovn-sbctl",
            "ovn-trace",
            "ovs-appctl",
            "ovs-dpctl",
            "ovs-ofctl",
            "ovs-vsctl",
            "ovsdb-client",
            "ovsdb-tool");

    private static final String DAEMON = "snap.microovn.daemon.service";

    /** How long snapd may be at something else with the snap, in seconds. */
    private static final String PATIENCE = "10";

    private final Node node;
    private final SnapSource source;

    SnapSetup(Node node, SnapSource source) {
        this.node = node;
        this.source = source;
    }

    /** Does what is missing. */
    void complete(Progress found) {
        if (!found.tried()) {
            if (!found.unpacked()) {
                node.step(ClusterStep.UNPACK, this::unpack);
            }
            node.step(ClusterStep.TRY, () -> node.run(Scripts.TRY, node.seconds(), TREE));
        }
        node.step(
                ClusterStep.CONNECT,
                () -> node.run(Scripts.CONNECT, with(PLUGS, PATIENCE, NodePaths.CONNECTING))
                                .strip() + " connected");
        node.step(ClusterStep.ALIAS, this::alias);
        node.step(ClusterStep.READY, () -> node.run(Scripts.READY, node.seconds(), DAEMON));
    }

    /** Short names are a convenience: a node without them does its work, and it is said. */
    private String alias() {
        List<String> lines = node.run(Scripts.ALIAS, with(COMMANDS, PATIENCE, NodePaths.COMMANDS))
                .lines()
                .toList();
        List<String[]> refused =
                lines.stream().skip(1).map(line -> line.split(" ", 2)).toList();
        if (!refused.isEmpty()) {
            List<String> commands = refused.stream().map(words -> words[0]).toList();
            node.tell(new ClusterEvent.AliasesRefused(node.name(), commands, Node.oneLine(refused.get(0)[1])));
        }
        return lines.get(0) + " set";
    }

    private static String[] with(List<String> rest, String... first) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all.toArray(String[]::new);
    }

    private String unpack() {
        if (source instanceof SnapSource.Local local) {
            return Files.isDirectory(local.path()) ? sendTree(local.path()) : sendFile(local.path());
        }
        String channel = ((SnapSource.Store) source).channel();
        try {
            node.run(Scripts.DOWNLOAD, DOWNLOADS, channel);
        } catch (ScriptException e) {
            throw new ScriptException(e.getMessage() + " (it needs no store with --snap FILE or DIRECTORY)");
        }
        node.run(Scripts.UNPACK, DOWNLOADS + "/microovn.snap", STAGED_TREE, TREE, DOWNLOADS);
        return "from the store";
    }

    private String sendTree(Path directory) {
        node.run(Scripts.CLEAR, STAGED_TREE);
        TreeResult sent = node.instance()
                .files()
                .pushTree(directory, STAGED_TREE, TransferOptions.defaults().withOwner(0, 0));
        node.run(Scripts.PLACE, STAGED_TREE, TREE);
        return String.format(Locale.ROOT, "%d files, %.0f MB", sent.files(), sent.bytes() / 1e6);
    }

    private String sendFile(Path file) {
        node.instance()
                .files()
                .push(
                        FileContent.of(file),
                        STAGED_SNAP,
                        FileAttributes.mode(0600).withOwner(0, 0));
        node.run(Scripts.UNPACK, STAGED_SNAP, STAGED_TREE, TREE, STAGED_SNAP);
        return String.valueOf(file.getFileName());
    }
}
