package io.github.microovn.lxd.model.system;

import java.util.List;

/**
 * The memory of a server.
 *
 * @param nodes the memory of each NUMA node
 * @param hugepagesTotal the huge pages there are, in bytes
 * @param hugepagesUsed the huge pages in use, in bytes
 * @param hugepagesSize the size of a huge page, in bytes
 * @param used the memory in use, in bytes
 * @param total the memory there is, in bytes
 */
public record MemoryResources(
        List<Node> nodes, long hugepagesTotal, long hugepagesUsed, long hugepagesSize, long used, long total) {
    /** {@inheritDoc} */
    public MemoryResources {
        nodes = List.copyOf(nodes);
    }

    /**
     * The memory of a NUMA node.
     *
     * @param numaNode the NUMA node it is at
     * @param hugepagesUsed the huge pages in use, in bytes
     * @param hugepagesTotal the huge pages there are, in bytes
     * @param used the memory in use, in bytes
     * @param total the memory there is, in bytes
     */
    public record Node(long numaNode, long hugepagesUsed, long hugepagesTotal, long used, long total) {}
}
