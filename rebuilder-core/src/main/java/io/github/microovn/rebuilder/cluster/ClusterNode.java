package io.github.microovn.rebuilder.cluster;

/**
 * A node of a cluster.
 *
 * @param name the instance's name
 * @param host how a session names it, such as {@code lxd:movn1}
 * @param address its address, as the cluster's members reach it
 * @param central whether it runs the central services: the databases and ovn-northd
 * @param created whether it was made by the call that brought the cluster up; false for one that was there
 */
public record ClusterNode(String name, String host, String address, boolean central, boolean created) {}
