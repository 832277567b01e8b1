package io.github.microovn.rebuilder.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.microovn.lxd.model.FileAttributes;
import io.github.microovn.lxd.model.FileContent;
import io.github.microovn.rebuilder.result.ClusterStep;

/** Makes nodes members: the first one founds the cluster, the others join one by one by a token of the first. */
final class Membership {

    private static final int PRIVATE = 0600;

    private final Node first;

    Membership(Node first) {
        this.first = first;
    }

    /** Founds the cluster. */
    void found() {
        first.step(ClusterStep.BOOTSTRAP, () -> {
            first.complete(Scripts.BOOTSTRAP, NodePaths.LOCK, first.seconds());
            return "";
        });
    }

    /** Has a node join. The token, which is a secret, goes by files: never in output that is kept or told of. */
    void join(Node node) {
        node.step(ClusterStep.JOIN, () -> {
            String kept = NodePaths.token(node.name());
            token(node, kept);
            byte[] token = first.instance().files().readAll(kept);
            node.instance().files().makeDirectories(directory());
            node.instance()
                    .files()
                    .push(
                            FileContent.of(token),
                            NodePaths.TOKEN,
                            FileAttributes.mode(PRIVATE).withOwner(0, 0));
            try {
                node.complete(Scripts.JOIN, NodePaths.LOCK, node.seconds(), NodePaths.TOKEN);
            } catch (ScriptException e) {
                throw new ScriptException(
                        String.valueOf(e.getMessage()).replace(new String(token, UTF_8).strip(), "TOKEN"));
            }
            first.run(Scripts.CLEAR, kept);
            return "";
        });
    }

    private void token(Node node, String file) {
        try {
            first.complete(Scripts.TOKEN, NodePaths.LOCK, first.seconds(), file, node.name());
        } catch (ScriptException e) {
            throw new ScriptException("no token from " + first.name() + ": " + e.getMessage()
                    + " (a member or token of that name that is gone: 'microovn cluster remove " + node.name()
                    + " --force' on " + first.name() + ")");
        }
    }

    private static String directory() {
        return NodePaths.LOCK.substring(0, NodePaths.LOCK.lastIndexOf('/'));
    }
}
