package io.github.microovn.rebuilder.cluster;

import java.util.List;

/**
 * How far a node has come. What a step has done is seen on the node itself, so that another process can go on.
 *
 * @param unpacked whether the snap is unpacked there
 * @param tried whether snapd runs a directory as the snap
 * @param member whether it is a member of a cluster
 */
record Progress(boolean unpacked, boolean tried, boolean member) {

    /** Looks. */
    static Progress of(Node node) {
        List<String> words = node.run(
                        Scripts.LOOK,
                        NodePaths.TREE,
                        NodePaths.SNAPD.get(0),
                        NodePaths.SNAPD.get(1),
                        NodePaths.SNAPD.get(2))
                .lines()
                .toList();
        return new Progress(words.contains("unpacked"), words.contains("tried"), words.contains("member"));
    }
}
