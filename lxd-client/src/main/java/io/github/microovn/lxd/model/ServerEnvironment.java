package io.github.microovn.lxd.model;

/**
 * Where and what a daemon is.
 *
 * @param server {@code lxd} or {@code incus}
 * @param serverName the name of the server, in a cluster of the member
 * @param serverVersion its version, for example {@code 5.0.2}
 * @param serverClustered whether it is part of a cluster
 * @param project the project that answered
 * @param kernel the name of the kernel
 * @param kernelVersion the version of the kernel
 * @param storage the drivers of the storage pools in use
 */
public record ServerEnvironment(
        String server,
        String serverName,
        String serverVersion,
        boolean serverClustered,
        String project,
        String kernel,
        String kernelVersion,
        String storage) {}
