package io.github.microovn.rebuilder.cluster;

import java.nio.file.Path;

/** Where the nodes of a cluster get the MicroOVN snap from. One that is tried or installed already is left as it is. */
public sealed interface SnapSource {

    /**
     * The store: every node downloads the snap and unpacks it.
     *
     * @param channel such as {@code 24.03/stable}; empty for the snap's default
     */
    record Store(String channel) implements SnapSource {}

    /**
     * This machine: every node is sent the snap, and needs no store.
     *
     * @param path a {@code .snap} file, which the nodes unpack, or the directory of an unpacked snap
     */
    record Local(Path path) implements SnapSource {}
}
